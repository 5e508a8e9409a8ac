import { endExpiredGrants } from "~/domain/access/grants.server";
import { storesToSum, sumDays } from "~/domain/books/sum-days.server";
import { dueExtensions, extendBundle } from "~/domain/bundles/extend-owners.server";
import { lookAtPdfs, offersWithPdfsToLookAt } from "~/domain/downloads/look-at-pdfs.server";
import { tellOwnersOf, versionsToTell } from "~/domain/downloads/tell-owners.server";
import { tellLessons, tellLessonsInTurn } from "~/domain/courses/tell-lessons.server";
import { emptyBins } from "~/domain/courses/bin.server";
import { dueEvents, processEvent } from "~/domain/events/process.server";
import { prunePayloads } from "~/domain/events/prune-payloads.server";
import { accountsToReconcile, reconcileAccount, runReconciliation } from "~/domain/events/reconcile.server";
import { sweepUploads } from "~/domain/files/finish-upload.server";
import { deliverEmail, enqueueDue } from "~/domain/mail/deliver-email.server";
import { forgetMailEvents } from "~/domain/mail/forget-events.server";
import { sendWaiting } from "~/domain/mail/send-waiting.server";
import { dueReads } from "~/domain/merchants/due-reads.server";
import { dueSubscriptions, membershipsToEnd } from "~/domain/memberships/due-subscriptions.server";
import { dueReminders, remindMember } from "~/domain/memberships/due-reminders.server";
import { endMembership } from "~/domain/memberships/end-membership.server";
import { syncSubscription } from "~/domain/memberships/sync-subscription.server";
import { storesWithFailures, tellFailures } from "~/domain/memberships/tell-failures.server";
import { dueNotices, sendNotice } from "~/domain/merchants/send-notices.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { dueOrders, ordersWithoutFee } from "~/domain/orders/due-orders.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { duePayBacks, payBackDuplicate } from "~/domain/orders/pay-back-duplicate.server";
import { dueRefunds, makeRefund, silentRefunds } from "~/domain/refunds/make-refund.server";
import { syncRefunds, syncRefundsOf } from "~/domain/refunds/sync-refunds.server";
import { mailPost, postsToMail } from "~/domain/posts/mail-post.server";
import { storesToDigest, tellSales } from "~/domain/receipts/sale-digest.server";
import { sweepPeople } from "~/domain/people/sweep-people.server";
import { offersOpenAgain } from "~/domain/waiting-list/open-again.server";
import { tellWaiting } from "~/domain/waiting-list/tell-waiting.server";
import { later, now, SECOND } from "~/lib/clock";
import { log } from "~/log.server";
import type { JobHandlers } from "./queue.server";

/** What each job does: one call into the domain. */
export const jobHandlers: JobHandlers = {
  "stripe-event": ({ eventId }) => processEvent(eventId),
  reconcile: ({ runId }) => runReconciliation(runId),
  "send-email": async ({ emailId }) => void (await deliverEmail(emailId)),
  "send-waiting": () => sendWaiting(),
  "extend-bundle": ({ itemId }) => extendBundle(itemId),
  "pay-back": ({ orderId }) => payBackDuplicate(orderId),
  "make-refund": async ({ refundId }) => void (await makeRefund(refundId)),
  "sync-refunds": (payment) => syncRefundsOf(payment),
  "tell-owners": async ({ versionId }) => void (await tellOwnersOf(versionId)),
  "tell-lessons": async () => void (await tellLessons()),
  "mail-post": async ({ postId }) => void (await mailPost(postId)),
  "look-at-pdfs": ({ offerId }) => lookAtPdfs(offerId),
  "end-membership": ({ subscriptionId }) => endMembership(subscriptionId),
  // What a crash, an outage or a lost webhook left behind. Each call is harmless when there is nothing to do.
  sweep: async () => {
    await each("event", await dueEvents(), processEvent);
    await enqueueDue();
    await each("order", await dueOrders(), (id) => completePurchase(id, { cause: "sweep" }));
    await each("subscription", await dueSubscriptions(), (id) => syncSubscription(id, { cause: "sweep" }));
    await each("ended membership", await membershipsToEnd(), endMembership);
    await each("reminder of membership", await dueReminders(), (id) => remindMember(id));
    await each("failed payments of store", await storesWithFailures(), tellFailures);
    await each("comparison of account", await accountsToReconcile(), reconcileAccount);
    await each("account", await dueReads(), (id) => syncAccount(id, { cause: "nightly reading" }));
    await each("notice", await dueNotices(), sendNotice);
    await each("waiting list", await offersOpenAgain(), tellWaiting);
    await each("second payment", await duePayBacks(), payBackDuplicate);
    await each("refund", await dueRefunds(), makeRefund);
    await each("refunds of payment", await silentRefunds(), (id) => syncRefunds(id, { cause: "sweep" }));
    await each("bundle", await dueExtensions(), extendBundle);
    await each("new version", await versionsToTell(), tellOwnersOf);
    await each("PDFs of offer", await offersWithPdfsToLookAt(), lookAtPdfs);
    await each("summary of sales", await storesToDigest(), tellSales);
    await each("post to mail", await postsToMail(), mailPost);
    await each("fee of order", await ordersWithoutFee(), (id) => completePurchase(id, { cause: "sweep" }));
    await each("days of store", await storesToSum(), sumDays);
    await endExpiredGrants();
    await tellLessonsInTurn();
    await forgetMailEvents();
    await prunePayloads();
    await sweepUploads();
    await emptyBins();
    await sweepPeople();
  },
};

/** No kind of work begins anything new in a sweep after this time: what hangs, e.g. on a Stripe that does not answer, keeps no other kind from its turn. */
const TURN_MS = 20 * SECOND;

/** One that fails is logged and comes again in a later sweep, as do those for which there was no time; the others do not wait for it. */
async function each(kind: string, ids: string[], run: (id: string) => Promise<unknown>): Promise<void> {
  const giveWayAt = later(TURN_MS);
  for (const id of ids) {
    if (now() >= giveWayAt) return;
    try {
      await run(id);
    } catch (error) {
      log.error({ err: error, kind, id }, "the sweep could not bring this up to date");
    }
  }
}
