import type { TeamRole } from "~/generated/prisma/client";
import { CAPABILITIES, type Capability, type Role, type Seat } from "./may";

/** A role in a word, and what it lets one do in a sentence. */
export const ROLE_WORDS: Record<Role, { label: string; text: string }> = {
  owner: { label: "Owner", text: "May do everything; the store and its money are theirs." },
  editor: { label: "Editor", text: "Makes and publishes offers, writes posts, sees orders and figures." },
  support: { label: "Support", text: "Helps customers: sees orders and customers, gives access, takes it away, sends mails again." },
};

/** What somebody in this seat may do, a sentence each: for the invitation and its page. */
export function seatWords({ role, mayRefund }: Seat): string[] {
  switch (role) {
    case "owner":
      return ["Everything."];
    case "editor":
      return ["Make, change and publish offers and posts.", "See orders and what the store earns."];
    case "support":
      return ["See orders, customers and members.", "Give access, take it away, send mails again.", ...(mayRefund ? ["Send money back."] : [])];
  }
}

/** A role with the permissions that go with it: sending money back is for who helps customers. */
export function withPermissions<Chosen extends { role: TeamRole; mayRefund: boolean }>(chosen: Chosen): Chosen {
  return { ...chosen, mayRefund: chosen.role === "support" && chosen.mayRefund };
}

const MANY: Record<Role, string> = { owner: "its owner", editor: "editors", support: "support" };

/** The words of a refusal: what may not be done here, who may, and what to do. */
export function refusalWords(store: string, role: Role, capability: Capability): { title: string; text: string } {
  const { words: what } = CAPABILITIES[capability];
  const roles: readonly Role[] = CAPABILITIES[capability].roles;
  const others = roles.filter((one) => one !== role).map((one) => MANY[one]);
  const who = others.length > 1 ? `${others.slice(0, -1).join(", ")} and ${others.at(-1)}` : (others[0] ?? "its owner");
  // The role would do, and the member's own permission is missing.
  const allowed = roles.includes(role) ? "The owner has not allowed it to you." : `Only ${who} may.`;
  return { title: `You cannot ${what} in ${store}`, text: `${allowed} You work there as ${ROLE_WORDS[role].label.toLowerCase()}; if you need it, ask the owner of the store.` };
}
