import type { TeamRole } from "~/generated/prisma/client";

/** What somebody is in a store: its owner, or a member of its team. */
export type Role = "owner" | TeamRole;

/** A person's place in a store. */
export interface Seat {
  role: Role;
  /** A member may send money back. The owner always may. */
  mayRefund: boolean;
}

const EVERYBODY = ["owner", "editor", "support"] as const;
const MAKERS = ["owner", "editor"] as const;
const HELPERS = ["owner", "support"] as const;
const OWNER = ["owner"] as const;

/**
 * Who may do what. The words are what a person reads who may not: "You cannot … here".
 * `orders.refund` asks for the member's own permission on top.
 */
export const CAPABILITIES = {
  /** The front page of the studio and its frame. */
  "studio.see": { roles: EVERYBODY, words: "open the studio" },
  "offers.read": { roles: EVERYBODY, words: "see offers" },
  /** Everything that makes an offer: content, files, prices, publishing, posts. */
  "offers.write": { roles: MAKERS, words: "change offers and what is in them" },
  "orders.read": { roles: EVERYBODY, words: "see orders" },
  /** Customers, members, licence keys: the list of people, their page, the files of them. */
  "customers.read": { roles: HELPERS, words: "see customers" },
  /** Notes on orders and customers. */
  "notes.write": { roles: HELPERS, words: "write notes" },
  /** Give access, take it away, allow more downloads, block a licence key. */
  "access.change": { roles: HELPERS, words: "give access or take it away" },
  "mail.resend": { roles: HELPERS, words: "send a mail again" },
  "orders.refund": { roles: HELPERS, words: "send money back" },
  /** What the store earns, by day and by offer. */
  "figures.read": { roles: MAKERS, words: "see the store's figures" },
  /** Balance and payouts. */
  "payments.read": { roles: OWNER, words: "see balance and payouts" },
  /** Stripe's messages, findings, and what repairs them: they tell of the owner's own account too. */
  "events.read": { roles: OWNER, words: "see Stripe's events" },
  "events.repair": { roles: OWNER, words: "run Stripe's events again" },
  "stripe.manage": { roles: OWNER, words: "change the connection to Stripe" },
  /** Name, look, legal details, mail of the store. */
  "store.manage": { roles: OWNER, words: "change the store's settings" },
  "team.manage": { roles: OWNER, words: "change the team" },
  "audit.read": { roles: OWNER, words: "see who did what" },
} as const satisfies Record<string, { roles: readonly Role[]; words: string }>;

export type Capability = keyof typeof CAPABILITIES;

/** Whether somebody in this seat may do this. */
export function may({ role, mayRefund }: Seat, capability: Capability): boolean {
  if (role === "owner") return true;
  if (!(CAPABILITIES[capability].roles as readonly Role[]).includes(role)) return false;
  return capability !== "orders.refund" || mayRefund;
}
