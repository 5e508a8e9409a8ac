import type Stripe from 'stripe';

/** Keys Stripe is known to ask for. It may ask for others, so the page takes any. */
export const REQUIREMENT_KEYS: readonly string[] = [
  'business_profile.mcc', 'business_profile.name', 'business_profile.product_description', 'business_profile.support_phone', 'business_profile.url',
  'business_type', 'company.address.city', 'company.address.line1', 'company.address.postal_code', 'company.directors_provided',
  'company.executives_provided', 'company.name', 'company.owners_provided', 'company.phone', 'company.tax_id', 'company.verification.document',
  'external_account', 'individual.address.city', 'individual.address.line1', 'individual.address.postal_code', 'individual.address.state',
  'individual.dob.day', 'individual.dob.month', 'individual.dob.year', 'individual.email', 'individual.first_name', 'individual.id_number',
  'individual.last_name', 'individual.phone', 'individual.ssn_last_4', 'individual.verification.additional_document',
  'individual.verification.document', 'interv_1SandboxCase.other_supportability_inquiry.support', 'owners.address.line1', 'owners.email',
  'owners.first_name', 'owners.last_name', 'person_1SandboxDirector.dob.day', 'person_1SandboxDirector.verification.document',
  'representative.address.line1', 'representative.dob.day', 'representative.email', 'representative.phone', 'representative.relationship.title',
  'representative.verification.document', 'settings.card_payments.statement_descriptor_prefix', 'settings.payments.statement_descriptor',
  'tos_acceptance.date', 'tos_acceptance.ip',
];

/** Every code a requirement's error can have; a release of the SDK that adds one does not compile until it stands here. */
const codes = [
  'external_request', 'information_missing', 'invalid_address_city_state_postal_code', 'invalid_address_cmra_address',
  'invalid_address_highway_contract_box', 'invalid_address_private_mailbox', 'invalid_address_registered_agent_address',
  'invalid_business_profile_name', 'invalid_business_profile_name_denylisted', 'invalid_company_name_denylisted', 'invalid_dob_age_over_maximum',
  'invalid_dob_age_under_18', 'invalid_dob_age_under_minimum', 'invalid_product_description_length', 'invalid_product_description_url_match',
  'invalid_representative_country', 'invalid_signator', 'invalid_statement_descriptor_business_mismatch', 'invalid_statement_descriptor_denylisted',
  'invalid_statement_descriptor_length', 'invalid_statement_descriptor_prefix_denylisted', 'invalid_statement_descriptor_prefix_mismatch',
  'invalid_street_address', 'invalid_tax_id', 'invalid_tax_id_format', 'invalid_tos_acceptance', 'invalid_url_denylisted', 'invalid_url_format',
  'invalid_url_length', 'invalid_url_web_presence_detected', 'invalid_url_website_business_information_mismatch', 'invalid_url_website_empty',
  'invalid_url_website_inaccessible', 'invalid_url_website_inaccessible_geoblocked', 'invalid_url_website_inaccessible_password_protected',
  'invalid_url_website_incomplete', 'invalid_url_website_incomplete_cancellation_policy', 'invalid_url_website_incomplete_customer_service_details',
  'invalid_url_website_incomplete_legal_restrictions', 'invalid_url_website_incomplete_refund_policy',
  'invalid_url_website_incomplete_return_policy', 'invalid_url_website_incomplete_terms_and_conditions',
  'invalid_url_website_incomplete_under_construction', 'invalid_url_website_other', 'invalid_value_other', 'unsupported_business_type',
  'verification_directors_mismatch', 'verification_document_address_mismatch', 'verification_document_address_missing',
  'verification_document_corrupt', 'verification_document_country_not_supported', 'verification_document_directors_mismatch',
  'verification_document_dob_mismatch', 'verification_document_duplicate_type', 'verification_document_expired', 'verification_document_failed_copy',
  'verification_document_failed_greyscale', 'verification_document_failed_other', 'verification_document_failed_test_mode',
  'verification_document_fraudulent', 'verification_document_id_number_mismatch', 'verification_document_id_number_missing',
  'verification_document_incomplete', 'verification_document_invalid', 'verification_document_issue_or_expiry_date_missing',
  'verification_document_manipulated', 'verification_document_missing_back', 'verification_document_missing_front',
  'verification_document_name_mismatch', 'verification_document_name_missing', 'verification_document_nationality_mismatch',
  'verification_document_not_readable', 'verification_document_not_signed', 'verification_document_not_uploaded',
  'verification_document_photo_mismatch', 'verification_document_too_large', 'verification_document_type_not_supported',
  'verification_extraneous_directors', 'verification_failed_address_match', 'verification_failed_authorizer_authority',
  'verification_failed_business_iec_number', 'verification_failed_document_match', 'verification_failed_id_number_match',
  'verification_failed_keyed_identity', 'verification_failed_keyed_match', 'verification_failed_name_match', 'verification_failed_other',
  'verification_failed_representative_authority', 'verification_failed_residential_address', 'verification_failed_tax_id_match',
  'verification_failed_tax_id_not_issued', 'verification_legal_entity_structure_mismatch', 'verification_missing_directors',
  'verification_missing_executives', 'verification_missing_owners', 'verification_rejected_ownership_exemption_reason',
  'verification_requires_additional_memorandum_of_associations', 'verification_requires_additional_proof_of_registration',
  'verification_supportability',
] as const satisfies readonly Stripe.Account.Requirements.Error.Code[];
export const ERROR_CODES: readonly Stripe.Account.Requirements.Error.Code[] = codes satisfies All<Stripe.Account.Requirements.Error.Code, (typeof codes)[number]>;

const reasons = [
  'action_required.requested_capabilities', 'listed', 'other', 'platform_paused', 'rejected.fraud', 'rejected.incomplete_verification',
  'rejected.listed', 'rejected.other', 'rejected.platform_fraud', 'rejected.platform_other', 'rejected.platform_terms_of_service',
  'rejected.terms_of_service', 'requirements.past_due', 'requirements.pending_verification', 'under_review',
] as const satisfies readonly Stripe.Account.Requirements.DisabledReason[];
export const DISABLED_REASONS: readonly Stripe.Account.Requirements.DisabledReason[] = reasons satisfies All<Stripe.Account.Requirements.DisabledReason, (typeof reasons)[number]>;

/** The list, when nothing of the closed enum is missing from it. */
type All<Enum, Listed> = [Exclude<Enum, Listed>] extends [never] ? readonly Listed[] : { missing: Exclude<Enum, Listed> };

/** Operations the app calls, for the list of things that can be made to fail. */
export const OPERATIONS: readonly string[] = [
  '*', 'checkout.sessions.create', 'checkout.sessions.retrieve', 'checkout.sessions.expire', 'accounts.retrieve', 'accounts.create', 'accountLinks.create', 'charges.retrieve', 'refunds.create',
];
