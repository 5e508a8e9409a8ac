/** Where an entry leads, by what it is about; null for what has no page (any more). */
export function subjectPath(subjectType: string, subjectId: string): string | null {
  // Findings stand in one list.
  if (subjectType === "finding") return "/studio/events/findings";
  const start = PATHS[subjectType];
  return start ? `${start}${subjectId}` : null;
}

const PATHS: Record<string, string> = {
  order: "/studio/orders/",
  offer: "/studio/offers/",
  customer: "/studio/customers/",
  event: "/studio/events/",
  account: "/settings/integrations/stripe/accounts/",
};
