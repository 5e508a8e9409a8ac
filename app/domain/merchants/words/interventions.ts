/**
 * Questions of Stripe's own review teams, by the middle part of an `interv_…` key.
 * https://docs.stripe.com/connect/handling-api-verification#risk-requirements
 */
export const INTERVENTIONS: Record<string, { what: string; why: string }> = {
  business_model_verification: { what: "Answers about how your business works", why: "Stripe wants to be sure it can support what you sell." },
  restricted_or_prohibited_industry_diligence: { what: "Answers about a trade that Stripe supports only under conditions", why: "What you sell may fall under Stripe's restricted businesses; it may ask for a licence." },
  intellectual_property_usage: { what: "Proof that you may sell what you offer", why: "Stripe thinks some of it may be protected by somebody else's copyright or trade mark." },
  supportability_rejection_appeal: { what: "An appeal, if you think Stripe judged your business wrongly", why: "Stripe has decided that its terms do not allow your kind of business." },
  rejection_appeal: { what: "An appeal against the closing of your account", why: "Stripe has decided that your business is too risky for it." },
  capability_disable_appeal: { what: "An appeal, to get a switched-off payment method back", why: "Stripe has decided that its terms do not allow this payment method for your business." },
  reserve_appeal: { what: "An appeal against the reserve, if you want to make one", why: "Stripe keeps back a part of your money as a reserve; payments go on as before." },
  other_supportability_inquiry: { what: "Answers about what you sell", why: "Stripe needs to know more before it can say that it supports your business." },
  credit_review: { what: "Answers about your business and its figures", why: "Stripe wants to be sure that refunds could always be paid." },
  identity_verification: { what: "Your identity document together with a selfie", why: "Stripe wants to be sure that the account is in the hands of the person it is registered to." },
  url_inquiry: { what: "A website address that shows what you sell", why: "The address on your account does not match what Stripe sees you sell." },
  address_verification: { what: "A document that shows the address of your business", why: "Stripe could not confirm the address by itself." },
  domain_verification: { what: "Proof that the website is yours", why: "Stripe wants to be sure that you run the website on your account." },
  bank_account_verification: { what: "Proof that the bank account is yours", why: "Stripe pays out only to an account of the business itself." },
  customer_service_contact: { what: "A way for your buyers to reach you", why: "Stripe found no contact on your website or account." },
  fulfillment_policy: { what: "How and when your buyers get what they paid for", why: "Stripe wants to see it stated for your buyers." },
  product_description: { what: "A better description of what you sell", why: "The one on your account does not say enough." },
  statement_descriptor: { what: "A name for card statements that your buyers recognise", why: "The present one does not look like your business." },
  platform_concern: { what: "An answer to a question about your account", why: "The operator of this platform has asked Stripe to look at it." },
  other_compliance_inquiry: { what: "Information the law asks Stripe to collect", why: "Stripe may not go on without it." },
  other_business_inquiry: { what: "More about your business", why: "Stripe has a question that only you can answer." },
  restricted_without_inquiry: { what: "A word with Stripe's support", why: "Stripe has limited the account and only its support can say more." },
};

/** For a question newer than this build. */
export const UNKNOWN_INTERVENTION = {
  what: "An answer to a question from Stripe's review team",
  why: "Stripe is looking at your business and needs to hear from you before it goes on.",
};
