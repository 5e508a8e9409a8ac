import type { RequirementErrorCode } from "./account-facts";

/**
 * Every reason Stripe gives for refusing what was handed in, each with what happened and what to do about it. The compiler
 * finds a code that is missing here after an upgrade of the stripe package.
 * https://docs.stripe.com/api/accounts/object#account_object-requirements-errors-code
 */
export const ERROR_SENTENCES = {
  external_request: "Somebody outside Stripe, such as a bank or an authority, asked for it. Answer it in your Dashboard.",
  information_missing: "Something was left out. Open it again and complete every part of the form.",

  invalid_address_city_state_postal_code: "Town, region and postcode do not belong together. Check all three.",
  invalid_address_cmra_address: "The address is a commercial mail agency. Give the place where the business really is.",
  invalid_address_highway_contract_box: "The address is a highway contract box. Give a street address.",
  invalid_address_private_mailbox: "The address is a private mailbox. Give the address where you live or work.",
  invalid_address_registered_agent_address: "The address belongs to a registered agent. Give the business's own address.",
  invalid_street_address: "Stripe cannot find the street address. Check street and house number.",

  invalid_business_profile_name: "The business name is not one Stripe can use. Enter the name your customers know.",
  invalid_business_profile_name_denylisted: "The business name contains a word Stripe does not allow. Choose the name your business really trades under.",
  invalid_company_name_denylisted: "The company name contains a word Stripe does not allow. Enter it exactly as it is registered.",
  invalid_dob_age_over_maximum: "By the date of birth the person would be too old. Check the year.",
  invalid_dob_age_under_18: "By the date of birth the person is under 18. An account needs an adult; check the year.",
  invalid_dob_age_under_minimum: "By the date of birth the person is younger than Stripe allows in this country. Check the year.",
  invalid_product_description_length: "The description of what you sell is too short or too long. One or two full sentences are right.",
  invalid_product_description_url_match: "The description only repeats your website's address. Say in words what you sell.",
  invalid_representative_country: "The representative lives in a country Stripe does not accept for this account. Name somebody who lives where the business is.",
  invalid_signator: "The person who signed may not sign for the company. Have a director or an authorised person sign.",
  invalid_tos_acceptance: "Stripe's terms were not accepted properly. Accept them again in your Dashboard.",
  invalid_value_other: "A value could not be read. Open it, check the spelling and enter it again.",
  unsupported_business_type: "Stripe does not support this kind of business in your country. Check that you chose the right legal form.",

  invalid_statement_descriptor_business_mismatch: "The name on card statements does not resemble your business. Use the business's own name.",
  invalid_statement_descriptor_denylisted: "The name on card statements contains something Stripe does not allow. Use the plain name of your business.",
  invalid_statement_descriptor_length: "The name on card statements must have 5 to 22 characters. Shorten or lengthen it.",
  invalid_statement_descriptor_prefix_denylisted: "The short name on card statements contains something Stripe does not allow. Use a short form of your business's name.",
  invalid_statement_descriptor_prefix_mismatch: "The short name on card statements does not resemble the long one. Shorten the long one instead.",

  invalid_tax_id: "Stripe cannot confirm the tax number. Copy it from the letter of the tax office.",
  invalid_tax_id_format: "The tax number does not have the right number of digits. Check it against the original paper.",

  invalid_url_denylisted: "The website is one Stripe does not accept. Give the page of your own store or business.",
  invalid_url_format: "The website's address is not written correctly. It should look like https://example.com.",
  invalid_url_length: "The website's address is too long. Give the address of its front page.",
  invalid_url_web_presence_detected: "You said there is no website, but Stripe found one. Enter its address.",
  invalid_url_website_business_information_mismatch: "What the website says does not match the business on your account. Make name and products the same in both.",
  invalid_url_website_empty: "The website has nothing on it yet. Publish your store or an offer first, then ask Stripe to look again.",
  invalid_url_website_inaccessible: "Stripe could not open the website. Check that it opens in a private window.",
  invalid_url_website_inaccessible_geoblocked: "The website cannot be opened from other countries. Lift the block, or give an address without it.",
  invalid_url_website_inaccessible_password_protected: "The website asks for a password. Make it public, or give a public page.",
  invalid_url_website_incomplete: "The website lacks something a shop must have. Add who you are, what you sell and how to reach you.",
  invalid_url_website_incomplete_cancellation_policy: "The website does not say how a purchase can be cancelled. Add your cancellation terms.",
  invalid_url_website_incomplete_customer_service_details: "The website gives no way to reach you. Add an email address or a phone number.",
  invalid_url_website_incomplete_legal_restrictions: "The website does not name legal limits, such as age or export rules. Add them if they apply to what you sell.",
  invalid_url_website_incomplete_refund_policy: "The website does not say when money is refunded. Add your refund terms.",
  invalid_url_website_incomplete_return_policy: "The website does not say what can be returned. Add your terms for returns, even if they are “downloads cannot be returned”.",
  invalid_url_website_incomplete_terms_and_conditions: "The website has no terms and conditions. Add a page with yours.",
  invalid_url_website_incomplete_under_construction: "The website says it is under construction. Publish it, then ask Stripe to look again.",
  invalid_url_website_other: "Something about the website keeps Stripe from accepting it. Your Dashboard shows what.",

  verification_directors_mismatch: "The directors on your account are not those in the public register. Make both the same.",
  verification_extraneous_directors: "Your account names directors the register does not have. Remove them, or update the register.",
  verification_missing_directors: "The register names directors your account does not have. Add them.",
  verification_missing_executives: "The company's executives are not all named. Add those who are missing.",
  verification_missing_owners: "The company's owners are not all named. Add everybody who holds 25% or more.",

  verification_document_address_mismatch: "The address on the document is not the one on your account. Correct one of them.",
  verification_document_address_missing: "The document shows no address. Upload one that does, such as a utility bill.",
  verification_document_corrupt: "The file could not be opened. Save or photograph it again as JPG, PNG or PDF.",
  verification_document_country_not_supported: "Stripe does not accept documents of that country here. Use one issued where you live.",
  verification_document_directors_mismatch: "The directors in the document are not those on your account. Correct the account, or upload the newest document.",
  verification_document_dob_mismatch: "The date of birth on the document is not the one on your account. Correct the account.",
  verification_document_duplicate_type: "The same kind of document was uploaded twice. Stripe needs two different kinds.",
  verification_document_expired: "The document has expired. Upload one that is still valid.",
  verification_document_failed_copy: "It was a copy. Photograph the original document itself.",
  verification_document_failed_greyscale: "The picture was black and white. Upload one in colour.",
  verification_document_failed_other: "Stripe could not accept the document. Try another photo in good light, or another document.",
  verification_document_failed_test_mode: "It was one of Stripe's test images that always fail. In test mode use an image that succeeds.",
  verification_document_fraudulent: "Stripe believes the document was altered. Upload an untouched photo of the original, or write to Stripe's support.",
  verification_document_id_number_mismatch: "The number on the document is not the one on your account. Correct the one that is wrong.",
  verification_document_id_number_missing: "The document shows no identity number. Upload the side or page that has it.",
  verification_document_incomplete: "A part of the document is cut off. All four corners must be in the picture.",
  verification_document_invalid: "This is not a document Stripe accepts for this. Use a passport, ID card or driving licence.",
  verification_document_issue_or_expiry_date_missing: "The document shows neither when it was issued nor when it expires. Upload one with these dates.",
  verification_document_manipulated: "The picture was edited. Upload it as it came from the camera.",
  verification_document_missing_back: "The back of the document is missing. Upload it too.",
  verification_document_missing_front: "The front of the document is missing. Upload it too.",
  verification_document_name_mismatch: "The name on the document is not the one on your account. Write it exactly as on the document.",
  verification_document_name_missing: "The document shows no name. Upload one with the full name on it.",
  verification_document_nationality_mismatch: "The nationality on the document is not the one on your account. Correct the account.",
  verification_document_not_readable: "The document could not be read. Photograph it again in daylight, sharp and flat.",
  verification_document_not_signed: "The document is not signed. Sign it and upload it again.",
  verification_document_not_uploaded: "The upload did not arrive. Upload the file again.",
  verification_document_photo_mismatch: "The photo on the document does not look like the selfie. Take both again in good light.",
  verification_document_too_large: "The file is too large. It must be smaller than 10 MB.",
  verification_document_type_not_supported: "That kind of document is not accepted. Your Dashboard lists the kinds that are.",

  verification_failed_address_match: "Stripe could not match the address with any register. Check it, or upload a document that shows it.",
  verification_failed_authorizer_authority: "Stripe could not confirm that the person who authorised it may do so. Upload a paper that says so.",
  verification_failed_business_iec_number: "The import-export code could not be confirmed. Check it against the certificate.",
  verification_failed_document_match: "The document does not match what your account says. Compare the two and correct the wrong one.",
  verification_failed_id_number_match: "Stripe could not match the identity number with the name. Check both, digit by digit.",
  verification_failed_keyed_identity: "Name, date of birth and address could not be confirmed together. Check all three, or upload an identity document.",
  verification_failed_keyed_match: "What was entered could not be confirmed. Check the spelling, or upload a document.",
  verification_failed_name_match: "The name could not be matched with any register. Enter the full legal name as in the papers.",
  verification_failed_other: "Stripe could not confirm it and gives no reason. Enter it again, or upload a document.",
  verification_failed_representative_authority: "Stripe could not confirm that the representative may act for the company. Name somebody the register lists, or upload a power of attorney.",
  verification_failed_residential_address: "The home address could not be confirmed. Upload a bill or a bank letter that shows it.",
  verification_failed_tax_id_match: "The tax number does not belong to this business name. Enter both as in the tax office's letter.",
  verification_failed_tax_id_not_issued: "The tax office says this number was never given out. Check the digits.",
  verification_legal_entity_structure_mismatch: "The legal form on your account is not the registered one. Choose the form in the register.",
  verification_rejected_ownership_exemption_reason: "Stripe does not accept the reason for not naming the owners. Name them, or give another reason.",
  verification_requires_additional_memorandum_of_associations: "One memorandum of association is not enough. Upload those of the parent companies too.",
  verification_requires_additional_proof_of_registration: "One proof of registration is not enough. Upload a second, recent one.",
  verification_supportability: "Stripe doubts that it may support what you sell. Your Dashboard names the rule; answer there.",
} as const satisfies Record<RequirementErrorCode, string>;

/** The sentence for a code, also for one that is newer than this build. */
export function errorSentence(code: string): string {
  return Object.hasOwn(ERROR_SENTENCES, code)
    ? ERROR_SENTENCES[code as RequirementErrorCode]
    : "Stripe did not accept what was given. Your Dashboard shows why; give it once more there.";
}
