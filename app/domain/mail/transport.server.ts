import { db, sql } from "~/db.server";
import type { MailTransport } from "~/generated/prisma/client";
import type { SmtpServer } from "~/integrations/mail/smtp.server";
import { later, MINUTE, now } from "~/lib/clock";
import { unseal } from "~/lib/secret-box.server";
import { isAsked } from "./mail-kinds";

/** After a store's server could not be used, it is left alone for so long; mails take the installation's way meanwhile. */
const REST_MS = 10 * MINUTE;

export type TransportName = "resend" | "smtp";

/** A mail of the outbox that is due, and how it goes out. */
export interface Route {
  kind: string;
  to: string;
  /** What keeps mail from this address; null: nothing. */
  problem: "bounced" | "complained" | null;
  /** Asked for a moment ago: it goes out whatever the address did before. */
  asked: boolean;
  /** The store's own server, when this mail goes by it. */
  smtp: MailTransport | null;
  /** The mail may have left by this server already: no other way may be tried. */
  bound: boolean;
  /** Why a mail that would go by the store's own server goes by Resend now; null: it does not. */
  detour: string | null;
}

/**
 * How a mail goes out; null: it is not due, or somebody is sending it. A mail that wears a store's face goes by the store's own server
 * once a test mail has gone through it; everything else, and everything while that server cannot be used, by the installation's Resend.
 * The way of the first try stays the way of a mail, unless it certainly did not leave by it.
 */
export async function routeOf(emailId: string): Promise<Route | null> {
  const { rows } = await sql<{ kind: string; to_address: string; asked: boolean; own: boolean; store_id: string | null; transport: string | null; problem: string | null }>(
    `SELECT e.kind, e.to_address, coalesce((e.payload->>'asked')::boolean, false) AS asked, (e.payload->'props'->'store') IS NOT NULL AS own, e.store_id, e.transport, a.problem
       FROM outbox_emails e LEFT JOIN mail_addresses a ON a.email = lower(e.to_address) AND a.cleared_at IS NULL
      WHERE e.id = $1 AND e.status IN ('pending', 'sending') AND e.next_attempt_at <= $2 AND (e.lease_until IS NULL OR e.lease_until < $2)`,
    [emailId, now()],
  );
  const row = rows[0];
  if (!row) return null;
  const server = row.own && row.store_id && row.transport !== "resend" ? await db.mailTransport.findUnique({ where: { storeId: row.store_id } }) : null;
  const bound = row.transport === "smtp" && server !== null;
  return {
    kind: row.kind,
    to: row.to_address,
    problem: row.problem === null ? null : row.problem === "complained" ? "complained" : "bounced",
    asked: row.asked || isAsked(row.kind),
    smtp: server && (bound || (server.verifiedAt && !rests(server))) ? server : null,
    bound,
    detour: server?.verifiedAt && !bound && rests(server) ? server.lastError : null,
  };
}

function rests({ lastErrorAt }: MailTransport): boolean {
  return lastErrorAt !== null && lastErrorAt > later(-REST_MS);
}

/** A store's server with its password; null when the password was sealed with another ENCRYPTION_KEY. */
export function serverOf({ host, port, secure, username, passwordEncrypted, fromName, fromAddress }: MailTransport): SmtpServer | null {
  try {
    return { host, port, secure, username, password: unseal(passwordEncrypted), fromName, fromAddress };
  } catch {
    return null;
  }
}

/** The store's server could not be used: said on its page, and not tried again for a while. */
export async function noteTransportFailure(storeId: string, words: string): Promise<void> {
  await db.mailTransport.updateMany({ where: { storeId }, data: { lastError: words, lastErrorAt: now() } });
}

/** It took a mail. */
export async function noteTransportWorks({ storeId, lastErrorAt }: Pick<MailTransport, "storeId" | "lastErrorAt">): Promise<void> {
  if (lastErrorAt) await db.mailTransport.updateMany({ where: { storeId }, data: { lastError: null, lastErrorAt: null } });
}
