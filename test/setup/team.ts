import { db } from "~/db.server";
import type { TeamRole } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { action as join, loader as joinPage } from "~/routes/auth/join-team";
import { action as team } from "~/routes/settings/team";
import { makePerson, makeStore } from "../factories/people";
import { answerOf, makeRequest, signedInAs } from "./request";

export const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: { nonce: "", requestId: "" } });

export async function aShop() {
  const { store, owner } = await makeStore();
  return { store, owner, cookie: await signedInAs(owner.id) };
}

export async function aSeat(storeId: string, ownerId: string, role: TeamRole = "editor", mayRefund = false) {
  const person = await makePerson({ name: "Jonas Ek" });
  const seat = await db.teamMember.create({ data: { id: newId("teamMember"), storeId, userId: person.id, role, mayRefund, createdAt: now(), invitedById: ownerId } });
  return { person, seat, cookie: await signedInAs(person.id) };
}

export function invite(cookie: string, form: Record<string, string>, ip?: string) {
  return answerOf(() => team(args(makeRequest("/settings/team", { cookie, form: { intent: "invite", role: "editor", ...form }, ...(ip ? { ip } : {}) }))));
}

export function open(token: string, cookie = "") {
  return answerOf(() => joinPage(args(makeRequest(`/auth/join-team/${token}`, { cookie }), { token })));
}

export function accept(token: string, cookie = "", form: Record<string, string> = {}) {
  return answerOf(() => join(args(makeRequest(`/auth/join-team/${token}`, { cookie, form }), { token })));
}

export const actions = async (storeId: string) => (await db.auditEntry.findMany({ where: { storeId }, orderBy: [{ at: "asc" }, { id: "asc" }] })).map((entry) => entry.action);
