import { db } from "~/db.server";
import type { OutboxStatus } from "~/generated/prisma/enums";
import { now } from "~/lib/clock";
import { formatMoment } from "~/lib/dates";
import { canGoAgain, goesLater, mailName } from "./mail-kinds";

export type MailTone = "neutral" | "success" | "warning" | "danger" | "info";

/** A mail as the creator's side sees it. */
export interface MailLine {
  id: string;
  /** E.g. "Receipt". */
  name: string;
  to: string;
  label: string;
  tone: MailTone;
  /** What became of it, why, and what to do. */
  text: string;
  /** Formatted, UTC. */
  when: string;
  /** ISO 8601. */
  at: string;
  /** Whether it can be sent again from here. */
  again: boolean;
}

const COLUMNS = { id: true, kind: true, storeId: true, toAddress: true, status: true, attempts: true, nextAttemptAt: true, lastError: true, transport: true, detour: true, createdAt: true, sentAt: true } as const;
type Row = { id: string; kind: string; storeId: string | null; toAddress: string; status: OutboxStatus; attempts: number; nextAttemptAt: Date; lastError: string | null; transport: string | null; detour: string | null; createdAt: Date; sentAt: Date | null };
const MOST = 50;

/**
 * The mails about an order, newest first, each with its state in words. The caller has checked whose order it is.
 */
export async function mailsOf({ orderId }: { orderId: string }): Promise<MailLine[]> {
  const rows = await db.outboxEmail.findMany({ where: { orderId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: MOST, select: COLUMNS });
  return rows.map(line);
}

/** The mails of a store to one address, newest first: for a customer's page. */
export async function mailsToCustomer({ storeId, email }: { storeId: string; email: string }): Promise<MailLine[]> {
  const rows = await db.outboxEmail.findMany({ where: { storeId, toAddress: email }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: MOST, select: COLUMNS });
  return rows.map(line);
}

function line(row: Row): MailLine {
  const at = row.sentAt ?? row.createdAt;
  const words = stateWords(row);
  return { id: row.id, name: mailName(row.kind), to: row.toAddress, ...words, text: `${words.text}${detourWords(row)}`, when: formatMoment(at), at: at.toISOString(), again: row.storeId !== null && canGoAgain(row.kind) && row.status !== "pending" && row.status !== "sending" };
}

/** Said whatever became of it: the reader sees another sender than the store's own. */
function detourWords({ transport, detour }: Row): string {
  return transport === "resend" && detour ? ` It went by Lectern, from Lectern’s address, because your own mail server did not take it: ${detour.replace(/\.?$/, ".")}` : "";
}

function stateWords({ kind, status, attempts, nextAttemptAt, lastError, transport }: Row): Pick<MailLine, "label" | "tone" | "text"> {
  const why = lastError ? ` The reason given: ${lastError.replace(/\.?$/, ".")}` : "";
  const by = transport === "smtp" ? "Your mail server" : "The mail service";
  switch (status) {
    case "pending":
    case "sending":
      return attempts === 0 || !lastError || nextAttemptAt <= now()
        ? { label: "Waiting", tone: "info", text: "It goes out within a minute; when many are due, in its turn." }
        : { label: "Trying again", tone: "warning", text: `It was tried ${attempts === 1 ? "once" : `${attempts} times`} and is tried again ${formatMoment(nextAttemptAt)}. You need not do anything.${why}` };
    case "sent":
      return { label: "Sent", tone: "success", text: transport === "smtp" ? "Your mail server took it. What becomes of it afterwards, your server is told." : `${by} took it.` };
    case "delivered":
      return { label: "Delivered", tone: "success", text: "The mailbox took it." };
    case "bounced":
      return { label: "Came back", tone: "danger", text: `The mailbox did not take it. The address may be mistyped: reach the person in another way and ask them to correct it in their library.${why}` };
    case "complained":
      return { label: "Marked as spam", tone: "warning", text: "The mailbox took it and its reader called it spam. They get nothing more but what they ask for." };
    case "suppressed":
      return { label: "Kept back", tone: "danger", text: `Mail to this address came back before, or was called spam, so this was not sent. ${goesLater(kind) ? "It goes out by itself when the person corrects the address in their library." : "News is not sent later; what comes next reaches them when they correct the address in their library."}${why}` };
    case "failed":
      // Given up on only where an earlier try may have gone through: else it would have gone by Lectern.
      if (transport === "smtp") return { label: "Perhaps not sent", tone: "danger", text: `Your mail server was asked several times and never said that it took this. Ask the person, and send it again if it is not there.${why}` };
      return { label: "Not sent", tone: "danger", text: `It was refused for good. Mend what is named, then send it again.${why}` };
  }
}
