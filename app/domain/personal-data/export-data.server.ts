import { db } from "~/db.server";
import { exportCustomer } from "~/domain/customers/move-customers.server";
import { exportTeams } from "~/domain/team/personal.server";
import { formatMoney, toDecimal } from "~/lib/money";
import { canUnseal, unseal } from "~/lib/secret-box.server";
import { exportMoneyBack } from "./export-money-back.server";
import { addressesOf, mailsOfPerson } from "./mails.server";

/**
 * Everything kept about a person, as plain JSON in plain names: what they may ask for under the law and take elsewhere. Times UTC.
 * What an account's end forgets (delete-account) and what it keeps for invoices: all of it stands here.
 */
export async function exportData(userId: string): Promise<Record<string, unknown>> {
  const where = { userId };
  const person = await db.user.findUniqueOrThrow({ where: { id: userId }, include: { store: { select: { name: true, slug: true } } } });
  const addresses = await addressesOf(db, person);
  const [sessions, orders, invoices, grants, subscriptions, progress, attempts, notes, told, certificates, downloads, licenses, preferences, waiting, mails, trouble, customer, moneyBack, teams] = await Promise.all([
    db.session.findMany({ where, select: { createdAt: true, expiresAt: true, userAgent: true }, orderBy: { createdAt: "asc" } }),
    db.order.findMany({ where, include: { store: { select: { legalName: true, name: true } } }, orderBy: { createdAt: "asc" } }),
    db.invoice.findMany({ where, orderBy: { createdAt: "asc" } }),
    db.grant.findMany({ where, include: { offer: { select: { title: true } } }, orderBy: { grantedAt: "asc" } }),
    db.subscription.findMany({ where, include: { offer: { select: { title: true } }, tier: { select: { title: true } } }, orderBy: { createdAt: "asc" } }),
    db.lessonProgress.findMany({ where, include: { lesson: { select: { title: true } } }, orderBy: { updatedAt: "asc" } }),
    db.quizAttempt.findMany({ where, include: { quiz: { select: { lesson: { select: { title: true } } } } }, orderBy: { at: "asc" } }),
    db.lessonNote.findMany({ where, include: { lesson: { select: { title: true } } }, orderBy: { updatedAt: "asc" } }),
    db.lessonOpening.findMany({ where, include: { lesson: { select: { title: true } } }, orderBy: { toldAt: "asc" } }),
    db.certificate.findMany({ where, orderBy: { issuedAt: "asc" } }),
    db.download.findMany({ where, orderBy: { at: "asc" } }),
    db.license.findMany({ where, include: { offer: { select: { title: true } }, activations: true }, orderBy: { createdAt: "asc" } }),
    db.mailPreference.findMany({ where, include: { store: { select: { name: true } } } }),
    db.waitingListEntry.findMany({ where: { email: { in: addresses } }, include: { offer: { select: { title: true } } } }),
    mailsOfPerson(db, userId, addresses),
    db.mailAddress.findMany({ where: { email: { in: addresses } } }),
    exportCustomer(userId),
    exportMoneyBack(userId),
    exportTeams(userId, addresses),
  ]);
  return {
    person: { email: person.email, formerAddresses: addresses.filter((address) => address !== person.email), name: person.name, addressProvedAt: person.emailVerifiedAt, since: person.createdAt, hasPassword: person.passwordHash !== null, store: person.store },
    sessions,
    orders: orders.map((order) => ({
      number: order.number,
      offer: order.offerTitle,
      kind: order.offerKind,
      seller: order.store.legalName || order.store.name,
      status: order.status,
      givenByTheSeller: order.givenById !== null,
      givenBecause: order.givenReason,
      amount: toDecimal({ amount: order.amount, currency: order.currency }),
      paid: toDecimal({ amount: order.amountPaid, currency: order.currency }),
      refunded: toDecimal({ amount: order.amountRefunded, currency: order.currency }),
      currency: order.currency,
      paidWith: order.paymentMethodLabel,
      boughtAs: { name: order.buyerName, email: order.buyerEmail, business: order.buyerBusiness, address: order.buyerAddress, taxIds: order.buyerTaxIds, country: order.buyerCountry },
      createdAt: order.createdAt,
      paidAt: order.paidAt,
    })),
    ...moneyBack,
    invoices: invoices.map((invoice) => ({ number: invoice.number, status: invoice.status, paid: formatMoney({ amount: invoice.amountPaid, currency: invoice.currency }), from: invoice.periodStart, to: invoice.periodEnd, createdAt: invoice.createdAt, pdf: invoice.pdfUrl })),
    access: grants.map((grant) => ({ offer: grant.offer.title, since: grant.grantedAt, until: grant.expiresAt, endedAt: grant.revokedAt, ended: grant.revokedReason })),
    memberships: subscriptions.map((one) => ({ membership: one.offer.title, tier: one.tier.title, status: one.status, since: one.createdAt, paidUntil: one.currentPeriodEnd, endedAt: one.endedAt, whyLeft: one.leaveReason })),
    progress: progress.map((mark) => ({ lesson: mark.lesson.title, doneAt: mark.completedAt, seconds: mark.positionSeconds, lastThere: mark.updatedAt })),
    quizzes: attempts.map((attempt) => ({ lesson: attempt.quiz.lesson.title, attempt: attempt.number, answers: attempt.answers, percent: attempt.scorePercent, passed: attempt.passed, at: attempt.at })),
    notes: notes.map((note) => ({ lesson: note.lesson.title, text: note.text, updatedAt: note.updatedAt })),
    lessonsToldOf: told.map(({ lesson, toldAt }) => ({ lesson: lesson.title, toldAt })),
    certificates: certificates.map(({ code, courseTitle, personName, storeName, issuedAt }) => ({ code, courseTitle, personName, storeName, issuedAt })),
    downloads: downloads.map(({ fileId, at }) => ({ fileId, at })),
    licenses: licenses.map((license) => ({
      offer: license.offer.title,
      // Sealed under a key this installation no longer has: the person can still ask the seller.
      key: canUnseal(license.keySealed) ? unseal(license.keySealed) : null,
      createdAt: license.createdAt,
      disabledAt: license.disabledAt,
      activations: license.activations.map(({ instance, createdAt, deactivatedAt }) => ({ instance, createdAt, deactivatedAt })),
    })),
    mailPreferences: preferences.map(({ store, posts, updates, lessons }) => ({ store: store.name, posts, updates, lessons })),
    waitingFor: waiting.map((entry) => ({ offer: entry.offer.title, since: entry.createdAt, toldAt: entry.notifiedAt })),
    mails,
    mailTrouble: trouble.map(({ email, problem, detail, since, clearedAt }) => ({ email, problem, detail, since, clearedAt })),
    ...customer,
    ...teams,
  };
}
