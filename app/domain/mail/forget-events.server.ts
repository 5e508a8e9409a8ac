import { db } from "~/db.server";
import { env } from "~/env.server";
import { DAY, later } from "~/lib/clock";

/** What Resend told us holds addresses: kept as long as Stripe's events are (EVENT_PAYLOAD_DAYS), since what it meant stands on the mails. */
export async function forgetMailEvents(): Promise<void> {
  await db.mailEvent.deleteMany({ where: { receivedAt: { lt: later(-env.eventPayloadDays * DAY) } } });
}
