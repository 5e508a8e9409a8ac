import { db } from "~/db.server";
import { inviteToTeam } from "~/domain/team/invite.server";
import { joinTeam } from "~/domain/team/join.server";
import { emailTokenUrl } from "~/domain/people/email-tokens.server";
import type { TeamRole } from "~/generated/prisma/client";
import logins from "./logins.json";
import { sendMails } from "./orders";
import { makePerson, must } from "./stores";

const SEED = { ip: "127.0.0.1", userAgent: null };

const COLLEAGUES: readonly { name: string; email: string; role: TeamRole; mayRefund: boolean }[] = [
  { name: "Jonas Ek", email: "jonas@lectern.example", role: "editor", mayRefund: false },
  { name: "Mina Park", email: "mina@lectern.example", role: "support", mayRefund: true },
];

/** Who helps to run a store: an editor, somebody for the customers, and one who has not answered yet. Each came by the link in their mail. */
export async function gatherTeam(store: { id: string; ownerId: string }): Promise<void> {
  for (const { name, email, role, mayRefund } of COLLEAGUES) {
    const { id } = await makePerson({ name, email, password: logins.creator.password });
    must(await inviteToTeam(store.id, store.ownerId, { email, role, mayRefund }, SEED));
    const { tokenId } = await db.teamInvitation.findFirstOrThrow({ where: { storeId: store.id, email } });
    must(await joinTeam(emailTokenUrl(tokenId, "join_team").split("/").at(-1) ?? "", { id, email }));
  }
  must(await inviteToTeam(store.id, store.ownerId, { email: "rafael.lima@post.example", role: "editor", mayRefund: false }, SEED));
  await sendMails();
}
