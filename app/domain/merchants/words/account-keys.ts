import type { Place } from "../requirement-keys";
import { WHY, type BusinessTopic } from "./keys";

export type AccountTopic = BusinessTopic & { place: Place };

/** Of the account itself, by the longest beginning of a key that fits. */
export const ACCOUNT_TOPICS: Record<string, AccountTopic> = {
  "business_profile.mcc": { what: "The trade your business is in", why: WHY.business, place: "business" },
  "business_profile.name": { what: "The public name of your business", why: WHY.buyer, place: "business" },
  "business_profile.product_description": { what: "A short description of what you sell", why: WHY.business, place: "business" },
  "business_profile.support_phone": { what: "A phone number your buyers can call", why: WHY.reach, place: "business" },
  "business_profile.support_email": { what: "An email address your buyers can write to", why: WHY.reach, place: "business" },
  "business_profile.support_address": { what: "A postal address your buyers can write to", why: WHY.reach, place: "business" },
  "business_profile.support_url": { what: "A page where your buyers find help", why: WHY.reach, place: "business" },
  "business_profile.url": { what: "The address of your website (your store's address will do)", why: "Stripe looks at it to see what you sell.", place: "business" },
  "business_profile.annual_revenue": { what: "Roughly what your business earns in a year", why: WHY.business, place: "business" },
  "business_profile.monthly_estimated_revenue": { what: "Roughly what your business earns in a month", why: WHY.business, place: "business" },
  "business_profile.estimated_worker_count": { what: "Roughly how many people work in your business", why: WHY.business, place: "business" },
  "business_profile.minority_owned_business_designation": { what: "An answer on minority ownership", why: "The law asks Stripe to ask; you may decline to say.", place: "business" },
  "business_profile.specified_commercial_transactions_act_url": { what: "The page with the seller's details that Japanese law asks for", why: "Shops that sell in Japan must show it.", place: "business" },
  business_profile: { what: "Something about your business", why: WHY.business, place: "business" },
  business_type: { what: "Whether you sell as a person or as a company", why: WHY.business, place: "verification" },
  external_account: { what: "Your bank account for payouts", why: WHY.bank, place: "bank" },
  bank_account: { what: "Your bank account for payouts", why: WHY.bank, place: "bank" },
  tos_acceptance: { what: "Your agreement to Stripe's terms", why: WHY.agreement, place: "verification" },
  "settings.payments.statement_descriptor": { what: "The name on your buyers' card statements", why: WHY.buyer, place: "business" },
  "settings.card_payments.statement_descriptor_prefix": { what: "The short name on your buyers' card statements", why: WHY.buyer, place: "business" },
  "settings.payouts": { what: "How and when you are paid out", why: WHY.bank, place: "bank" },
  "settings.card_issuing.tos_acceptance": { what: "Your agreement to Stripe's terms for issuing cards", why: WHY.agreement, place: "verification" },
  "settings.treasury.tos_acceptance": { what: "Your agreement to the terms of Stripe's money accounts", why: WHY.agreement, place: "verification" },
  settings: { what: "One of your Stripe account's settings", why: "Stripe cannot take payments without it.", place: "verification" },
  email: { what: "An email address of your own", why: "Stripe writes to it about your money.", place: "verification" },
  country: { what: "The country your business is in", why: WHY.business, place: "verification" },
};

/** A key nobody has seen yet; its own name stands under "details". */
export const unknownAccountTopic: AccountTopic = { what: "Something we have no name for yet; Stripe's own page names it", why: WHY.unknown, place: "verification" };
