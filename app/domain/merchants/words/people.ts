import type { Role } from "../account-facts";

/** Roles in the order they are read out; `one` is somebody of whom only the role is known. */
export const ROLE_WORDS = {
  representative: { name: "representative", one: "The account representative" },
  director: { name: "director", one: "A director" },
  executive: { name: "executive", one: "An executive" },
  owner: { name: "owner", one: "An owner" },
  legal_guardian: { name: "legal guardian", one: "A legal guardian" },
  authorizer: { name: "authoriser", one: "An authoriser" },
} as const satisfies Record<Role, { name: string; one: string }>;

export const person = {
  /** "Ada Lovelace (director and owner)". @param role roles in words, or the person's title; null: neither is known */
  named: ({ name, role }: { name: string; role: string | null }) => (role ? `${name} (${role})` : name),
  /** "A director and owner", of whom Stripe hides the name. */
  hidden: ({ first, others }: { first: Role; others: readonly Role[] }) => list([ROLE_WORDS[first].one, ...others.map((role) => ROLE_WORDS[role].name)]),
  roles: ({ roles }: { roles: readonly Role[] }) => list(roles.map((role) => ROLE_WORDS[role].name)),
  /** "Director 1 of 2": several of whom we know the same. @param who "director", or a name with its roles */
  numbered: ({ who, number, of }: { who: string; number: number; of: number }) => `${who.charAt(0).toUpperCase()}${who.slice(1)} ${number} of ${of}`,
  /** Somebody of whom Stripe shows us nothing. */
  unknown: ({ number, of }: { number: number; of: number }) => (of > 1 ? `Person ${number} of ${of} named in your Stripe account` : "Somebody named in your Stripe account"),
  /** "Ada Lovelace (director): a photo of an identity document". @param what begins with a small letter */
  asked: ({ who, what }: { who: string; what: string }) => `${who}: ${what}`,
};

/** Owners, directors … before Stripe knows them one by one, and the account holder. */
export const WHOSE = {
  individual: "your",
  representative: "the account representative's",
  owners: "each owner's",
  directors: "each director's",
  executives: "each executive's",
} as const;

function list(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
