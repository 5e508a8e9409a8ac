import { beforeAll } from "vitest";
import { db } from "~/db.server";
import { DAY, setClock } from "~/lib/clock";
import { loader as payPage } from "~/routes/library/pay";
import type { EmailKind, EmailPropsByKind } from "../../emails";
import { aClub, aMember, type Club, type ClubOptions, type Joining } from "../factories/memberships";
import type { Sandbox } from "../sandbox";
import { context } from "./context";
import { mailsTo } from "./people";
import { answerOf, makeRequest } from "./request";
import { useSandbox } from "./sandbox";

export let control: Sandbox["control"];

export let club: Club;

export const CAUSE = { cause: "test" };
const OWN: ReadonlySet<EmailKind> = new Set<EmailKind>(["renewal-receipt", "payment-failed", "payment-action-required", "trial-ending", "card-expiring", "membership-ended", "plan-changed"]);
/** Move both clocks; `days` counts from the real now. */
export const after = (days: number) => setClock(() => Date.now() + days * DAY);
type Member = Awaited<ReturnType<typeof aMember>>;

async function mails({ user }: Member) {
  return (await mailsTo(user!.email)).filter(({ kind }) => OWN.has(kind));
}
export const kinds = async (member: Member) => (await mails(member)).map(({ kind }) => kind);
export async function propsOf<K extends EmailKind>(member: Member, kind: K): Promise<EmailPropsByKind[K]> {
  return (await mails(member)).findLast((mail) => mail.kind === kind)!.props as unknown as EmailPropsByKind[K];
}
export const invoicesOf = (member: Member) => db.invoice.findMany({ where: { subscriptionId: member.subscriptionId }, orderBy: { createdAt: "asc" } });
export const open = async (member: Member) => (await invoicesOf(member)).find(({ status }) => status === "open")!;
export const pay = (url: string) => answerOf(() => payPage({ request: makeRequest(url), params: { token: new URL(url).pathname.split("/").at(-1)! }, context }));
export async function memberOf(options: ClubOptions = {}, joining: Joining = {}) {
  const own = await aClub(control, options);
  return { club: own, member: await aMember(control, own, joining) };
}

/** A membership with a grace of five days. */
export function prepareClubMails(): void {
  ({ control } = useSandbox());
  beforeAll(async () => {
    club = await aClub(control, { graceDays: 5 });
  });
}
