/** What deeds are about, in the order the list offers them. The first part of an action's name. */
export const AUDIT_KINDS = {
  order: "Orders and refunds",
  access: "Access",
  customer: "Customers and notes",
  offer: "Offers and prices",
  post: "Posts",
  membership: "Memberships",
  license: "Licence keys",
  mail: "Mail",
  stripe: "Stripe",
  event: "Events and findings",
  store: "The store's settings",
  team: "Team",
} as const;

export type AuditKind = keyof typeof AUDIT_KINDS;

/** The kind in an address's parameter, or null. */
export function auditKind(value: string | null): AuditKind | null {
  return value && Object.hasOwn(AUDIT_KINDS, value) ? (value as AuditKind) : null;
}
