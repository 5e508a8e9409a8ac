import { db, sql } from "~/db.server";
import type { Cause } from "~/domain/transitions.server";
import { wake } from "~/jobs/queue.server";
import { DAY, later, now } from "~/lib/clock";
import { lockMembership } from "./lock-membership.server";
import { memberLetter } from "./member-letter.server";
import { queueReminders } from "./queue-reminders.server";
import { CARD_NOTICE_DAYS, JUST_JOINED_DAYS, TRIAL_NOTICE_DAYS } from "./reminders";
import { DEFAULT_OPTIONS } from "./state";

/**
 * Our ids of memberships whose member is to be told something because time has passed, and was not told yet. It needs no word of
 * Stripe's, so a lost event or an account that does not answer keeps no reminder back. The rules are those of `reminders` (which decide),
 * said in SQL so that only who may be due is looked at.
 */
export async function dueReminders(limit = 50): Promise<string[]> {
  const at = now();
  const { rows } = await sql<{ id: string }>(
    `WITH live AS NOT MATERIALIZED (
       SELECT s.*, o.grace_days FROM subscriptions s
         JOIN orders ord ON ord.id = s.order_id AND ord.duplicate_of_id IS NULL
         JOIN users u ON u.id = s.user_id AND u.deleted_at IS NULL
         LEFT JOIN membership_options o ON o.offer_id = s.offer_id
        WHERE s.ended_at IS NULL
     )
     SELECT id FROM live
      WHERE status = 'trialing' AND cancel_at IS NULL AND trial_ends_at > $1 AND trial_ends_at <= $2 AND created_at <= $3
        AND NOT EXISTS (SELECT 1 FROM outbox_emails m WHERE m.kind = 'trial-ending' AND m.subject_key = live.id || '.' || to_char(trial_ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'))
     UNION
     SELECT id FROM live
      WHERE status IN ('active', 'trialing') AND cancel_at IS NULL AND paused_at IS NULL AND paid_until IS NULL AND card_expires_on < $4::timestamptz AT TIME ZONE 'UTC'
        AND current_period_end > $1 AND current_period_end <= $4 AND (card_expires_on + 1)::timestamp AT TIME ZONE 'UTC' <= current_period_end
        AND NOT EXISTS (SELECT 1 FROM outbox_emails m WHERE m.kind = 'card-expiring' AND m.subject_key = live.id || '.' || to_char(card_expires_on, 'YYYY-MM-DD'))
     UNION
     SELECT id FROM live
      WHERE status = 'past_due' AND past_due_since + make_interval(days => coalesce(grace_days, $5::int)) <= $1
        AND EXISTS (${ASKED_FOR})
        AND NOT EXISTS (SELECT 1 FROM outbox_emails m WHERE m.kind = 'membership-ended' AND m.subject_key = live.id || '.' || (${ASKED_FOR} ORDER BY i.created_at, i.id LIMIT 1))
      LIMIT ${limit}`,
    [at, later(TRIAL_NOTICE_DAYS * DAY, at), later(-JUST_JOINED_DAYS * DAY, at), later(CARD_NOTICE_DAYS * DAY, at), DEFAULT_OPTIONS.graceDays],
  );
  return rows.map((row) => row.id);
}

/** The invoices of a live subscription that are asked for: `askedFor` (open-invoice), said in SQL. */
const ASKED_FOR = `
  SELECT i.id FROM invoices i WHERE i.subscription_id = live.id AND i.status IN ('open', 'uncollectible') AND i.amount_due > 0
     AND NOT EXISTS (SELECT 1 FROM invoices p WHERE p.subscription_id = live.id AND p.status = 'paid' AND p.created_at > i.created_at)`;

/** Tell one member what is due by now. Any number of calls, from any process: each thing is told once. */
export async function remindMember(subscriptionId: string, cause: Cause = { cause: "sweep" }): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockMembership(tx, subscriptionId);
    const letter = await memberLetter(tx, subscriptionId);
    if (letter && !letter.row.endedAt) await queueReminders(tx, letter, cause);
  });
  wake("send-email");
}
