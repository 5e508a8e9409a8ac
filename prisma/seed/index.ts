import { sql } from "~/db.server";
import { saveProgress } from "~/domain/courses/progress.server";
import { closeQueue, openQueue } from "~/jobs/queue.server";
import { DAY } from "~/lib/clock";
import { helpPeople } from "./by-hand";
import { buyers, stores, student } from "./content";
import type { DemoMembership } from "./content/types";
import { storeHistory } from "./events";
import logins from "./logins.json";
import { catchUp, join, makeMembership, writePost } from "./membership";
import { closeCheckout, placeOrder, type PlannedOrder } from "./orders";
import { inSandbox } from "./sandbox-control";
import { askForDocuments, connectBackup, connectStripe, offerAccounts, payoutComesBack, payOut } from "./stripe";
import { makeOffers, makePerson, makeStore, must, type LessonIds } from "./stores";
import { compareAccounts, sellElsewhere } from "./stray-payment";
import { gatherTeam } from "./team";
import { comeBack, daysAgo, standAt } from "./time";

/**
 * Fill an empty database with the demo: three creators (all well; not connected; Stripe wants something), their stores, and
 * some weeks of orders. Everything goes through the product's own commands and, at the sandbox, through the real SDK, with
 * both clocks standing in the past.
 */
export async function seedDemo(): Promise<void> {
  await openQueue();
  // The app does not run yet: webhooks of the past would only pile up.
  await inSandbox("webhooks", "configure", { mode: "drop" });
  await inSandbox("mail", "configure", { rateLimit: null });
  const planned: Happening[] = [];
  const lessons: LessonIds = new Map();
  try {
    for (const demo of stores) {
      await standAt(daysAgo(demo.createdDaysAgo));
      const owner = await makePerson({ ...demo.creator, password: logins.creator.password });
      const store = await makeStore(owner, demo);
      const stripeAccountId = demo.stripe === "not-connected" ? null : await connectStripe(owner, store, demo);
      if (!stripeAccountId) await offerAccounts(owner, demo);
      if (demo.stripe === "ready" && stripeAccountId) {
        await connectBackup(owner, store, demo);
        // One that arrived, one that is on its way.
        for (const days of [14, 1]) planned.push({ moment: daysAgo(days), happens: () => payOut(stripeAccountId) });
      }
      await makeOffers(store, demo, lessons);
      for (const order of demo.orders) {
        const buyer = buyers[order.buyerIndex];
        if (buyer) planned.push(...sale({ store, offerSlug: order.offerSlug, outcome: order.outcome, moment: daysAgo(order.daysAgo, order.hour, (order.buyerIndex * 7) % 60), buyer }));
      }
      if (demo.slug === student.storeSlug) planned.push(...sale(await studentsOrder(store)));
      if (demo.slug === student.storeSlug) planned.push({ moment: daysAgo(1, 18), happens: () => helpPeople(store, student.offerSlug) });
      if (demo.slug === student.storeSlug) planned.push({ moment: daysAgo(3, 10), happens: () => gatherTeam(store) });
      if (demo.slug === student.storeSlug) planned.push({ moment: daysAgo(2, 15), happens: () => sellElsewhere(store) });
      if (demo.membership) {
        await makeMembership(store, demo.membership, demo.currency);
        planned.push(...membersAndPosts(store, demo.membership));
      }
      if (demo.stripe === "needs-verification" && stripeAccountId) {
        planned.push({ moment: daysAgo(4), happens: () => payoutComesBack(stripeAccountId) });
        planned.push({ moment: daysAgo(2, 10), happens: () => askForDocuments(stripeAccountId, owner) });
      }
    }
    // In the order of time, because money becomes available with it.
    for (const { moment, happens } of planned.sort((a, b) => a.moment - b.moment)) {
      await standAt(moment);
      await happens();
    }
    await studyFor(lessons);
    await standAt(daysAgo(0, 23));
    await catchUp();
    await storeHistory();
    await compareAccounts();
  } finally {
    await comeBack();
    await inSandbox("webhooks", "configure", { mode: "normal" });
    // The mails are out; what is left of their jobs has nothing to do.
    await sql("DELETE FROM pgboss.job");
    // Nor was anything missed while webhooks were dropped on purpose: comparing with Stripe's list begins here.
    await sql("UPDATE connected_accounts SET events_read_to = now(), sessions_read_to = now()");
    await closeQueue();
  }
}

/** Something of the demo's past, and when. */
interface Happening {
  moment: number;
  happens: () => Promise<void>;
}

function sale(order: PlannedOrder): Happening[] {
  let orderId = "";
  const begins = { moment: order.moment, happens: async () => void (orderId = await placeOrder(order)) };
  // In its turn: time that runs ahead would make later money available before a payout.
  return order.outcome === "left" ? [begins, { moment: order.moment + DAY, happens: () => closeCheckout(orderId) }] : [begins];
}

function membersAndPosts(store: PlannedOrder["store"], { slug, posts, members }: DemoMembership): Happening[] {
  const joining = members.flatMap((member): Happening[] => {
    const buyer = member.who === "student" ? student : buyers[member.who];
    const moment = daysAgo(member.daysAgo, member.hour, 20);
    return buyer ? [{ moment, happens: () => join(store, slug, { ...member, buyer, ...(member.who === "student" ? { userId: studentId } : {}) }, moment) }] : [];
  });
  return [...joining, ...posts.map((post) => ({ moment: daysAgo(post.daysAgo, 7), happens: () => writePost(store, slug, post) }))];
}

let studentId = "";

async function studentsOrder(store: PlannedOrder["store"]): Promise<PlannedOrder> {
  const moment = daysAgo(student.boughtDaysAgo, student.boughtHour);
  await standAt(moment);
  const person = await makePerson({ ...student, password: logins.student.password });
  studentId = person.id;
  return { store, offerSlug: student.offerSlug, outcome: "paid", moment, buyer: person, userId: person.id };
}

/** The student is part of the way through. */
async function studyFor(lessons: LessonIds): Promise<void> {
  const { rows } = await sql<{ id: string }>("SELECT id FROM offers WHERE slug = $1", [student.offerSlug]);
  const offerId = rows[0]?.id ?? "";
  const lessonId = (key: string) => lessons.get(`${student.offerSlug}/${key}`) ?? "";
  for (const done of student.completed) {
    await standAt(daysAgo(done.daysAgo, 20));
    must(await saveProgress({ userId: studentId, offerId, lessonId: lessonId(done.lessonKey), completed: true }));
  }
  await standAt(daysAgo(1, 21));
  must(await saveProgress({ userId: studentId, offerId, lessonId: lessonId(student.current.lessonKey), positionSeconds: student.current.positionSeconds }));
}
