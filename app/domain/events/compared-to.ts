/**
 * Up to when an account has been compared with Stripe to the end, as an expression of `connected_accounts`: its events and its
 * sessions. Index `connected_accounts_compared`.
 */
export const COMPARED_TO = "least(coalesce(events_read_to, connected_at), coalesce(sessions_read_to, connected_at))";
