import { renderEmail } from "../../../emails";
import { db } from "~/db.server";
import { audit } from "~/domain/audit/record.server";
import { takeTry, type Limit, type TooMany } from "~/domain/people/rate-limit.server";
import type { Store } from "~/generated/prisma/client";
import { sendBySmtp, type SmtpServer } from "~/integrations/mail/smtp.server";
import { DAY, later, MINUTE, now } from "~/lib/clock";
import { formatMoment } from "~/lib/dates";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { seal } from "~/lib/secret-box.server";
import { storeFace } from "./store-face";
import { noteTransportFailure, serverOf } from "./transport.server";
import type { SaleNotices, TransportDetails } from "./transport-details";

/** Tries of a server a store may make: enough for typing mistakes, too few to guess passwords or look for servers. */
const TRIES: Limit = { name: "mail-server:store", max: 20, windowMs: 15 * MINUTE };

export interface TransportView extends Omit<SmtpServer, "password"> {
  /** in_use: mails go by it. untried: no test has gone through. failing: it was in use, and mails go by Lectern's way meanwhile. */
  state: "in_use" | "untried" | "failing";
  /** When the last test went through, UTC. */
  verifiedAt: Date | null;
  lastError: string | null;
  lastErrorAt: Date | null;
}

/** A store's own mail server, without its password; null: none. */
export async function transportOf(storeId: string): Promise<TransportView | null> {
  const row = await db.mailTransport.findUnique({ where: { storeId } });
  if (!row) return null;
  const { host, port, secure, username, fromName, fromAddress, verifiedAt, lastError, lastErrorAt } = row;
  return { host, port, secure, username, fromName, fromAddress, verifiedAt, lastError, lastErrorAt, state: !verifiedAt ? "untried" : lastErrorAt ? "failing" : "in_use" };
}

/** Days over which mails that took the other way are counted. */
const DETOUR_DAYS = 7;

/** Mails of a store that were to go by its own server and went by Lectern's way, of the last 7 days, and why the newest did; null: none. */
export async function detoursOf(storeId: string): Promise<{ count: number; last: string; at: Date } | null> {
  const where = { storeId, createdAt: { gt: later(-DETOUR_DAYS * DAY) }, transport: "resend", detour: { not: null } };
  const [count, newest] = await Promise.all([db.outboxEmail.count({ where }), db.outboxEmail.findFirst({ where, orderBy: [{ createdAt: "desc" }, { id: "desc" }], select: { detour: true, createdAt: true } })]);
  return newest?.detour ? { count, last: newest.detour, at: newest.createdAt } : null;
}

export type TransportRefusal =
  /** Another server or user: the password that is kept was not meant for it. */
  | { kind: "password_needed" }
  /** It is kept, but not used: a sentence of ours, and the server's own words. */
  | { kind: "test_failed"; words: string; detail: string }
  | ({ kind: "too_many" } & TooMany);

/**
 * Keep a store's mail server (its password encrypted) and prove it by a mail to the person who set it. It is used from the moment the
 * test went through; changed, it waits for the next test.
 */
export async function setTransport(store: Store, actor: { id: string; email: string }, details: TransportDetails): Promise<Result<{ to: string }, TransportRefusal>> {
  const former = await db.mailTransport.findUnique({ where: { storeId: store.id } });
  const { host, port, username, fromName, fromAddress } = details;
  const secure = details.security === "tls";
  const same = former !== null && former.host === host && former.port === port && former.username === username && former.secure === secure;
  if (details.password === "" && !same) return fail({ kind: "password_needed" });
  const passwordEncrypted = details.password === "" && former ? former.passwordEncrypted : seal(details.password);
  const facts = { host, port, secure, username, passwordEncrypted, fromName, fromAddress, verifiedAt: null, lastError: null, lastErrorAt: null, updatedAt: now() };
  await db.$transaction(async (tx) => {
    await tx.mailTransport.upsert({ where: { storeId: store.id }, create: { storeId: store.id, ...facts }, update: facts });
    await audit(tx, { storeId: store.id, actorId: actor.id, action: "mail.server", subjectType: "store", subjectId: store.id, summary: `set the store's mail server to ${host}` });
  });
  return testTransport(store, actor);
}

/** Send a test mail through a store's server, now; one that goes through puts the server to use. */
export async function testTransport(store: Store, actor: { id: string; email: string }): Promise<Result<{ to: string }, TransportRefusal>> {
  const row = await db.mailTransport.findUnique({ where: { storeId: store.id } });
  if (!row) return fail({ kind: "password_needed" });
  const server = serverOf(row);
  if (!server) return fail({ kind: "password_needed" });
  const tries = await takeTry(TRIES, store.id);
  if (!tries.ok) return fail({ kind: "too_many", ...tries.error });
  const rendered = await renderEmail({ kind: "mail-test", props: { store: storeFace(store), host: row.host, fromAddress: row.fromAddress, sentAt: formatMoment(now()) } });
  const sent = await sendBySmtp(server, { to: actor.email, ...rendered, tags: [] }, newId("outboxEmail"));
  if (!sent.ok) {
    const { words, detail } = sent.error;
    // One that works goes on working until a mail of a student says otherwise; one that was never proved stays out of use.
    if (!row.verifiedAt) await noteTransportFailure(store.id, detail ? `${words} (${detail})` : words);
    return fail({ kind: "test_failed", words, detail });
  }
  // Only what was tested: somebody may have changed it meanwhile.
  await db.mailTransport.updateMany({ where: { storeId: store.id, updatedAt: row.updatedAt }, data: { verifiedAt: now(), lastError: null, lastErrorAt: null } });
  return ok({ to: actor.email });
}

/** Mails go out by the installation's way again. */
export async function removeTransport(storeId: string, actorId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.mailTransport.deleteMany({ where: { storeId } });
    if (count > 0) await audit(tx, { storeId, actorId, action: "mail.server", subjectType: "store", subjectId: storeId, summary: "removed the store's mail server" });
  });
}

/** How the creator hears of sales. A daily summary begins with what is sold from now on. */
export async function setSaleNotices(storeId: string, actorId: string, saleNotices: SaleNotices): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.store.updateMany({ where: { id: storeId, saleNotices: { not: saleNotices } }, data: { saleNotices, salesToldTo: saleNotices === "daily" ? now() : null } });
    if (count > 0) await audit(tx, { storeId, actorId, action: "mail.sales", subjectType: "store", subjectId: storeId, summary: `chose mails about sales: ${{ each: "one for each", daily: "once a day", off: "none" }[saleNotices]}` });
  });
}
