import { beforeAll } from "vitest";
import { db } from "~/db.server";
import type { Lesson, Offer, Store, User } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { action as lessonAction, loader as lessonLoader } from "~/routes/library/lesson";
import { loader as offerLoader } from "~/routes/library/offer";
import { action as progressAction } from "~/routes/library/progress";
import { loader as mediaLoader } from "~/routes/resources/media";
import { aCourse, aStore } from "../factories/catalog";
import { aGrant, requestOf } from "../factories/library";
import { makePerson } from "../factories/people";

export let owner: User;
export let store: Store;
export let student: User;
export let stranger: User;
export let course: Offer;
export let lessons: Lesson[];

/** Each story has a course and a student of its own. */
export async function enrolled(grantedAt = now()) {
  const made = await aCourse(store.id);
  const person = await makePerson({ name: "Sam" });
  const grant = await aGrant(person.id, made.offer.id, { grantedAt });
  return { ...made, person, grant };
}

export async function outcome<T>(run: () => Promise<T>): Promise<T | Response> {
  try {
    return await run();
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}
export const statusOf = (answer: unknown) => (answer instanceof Response ? answer.status : 200);
export const load = async (user: User, lesson: { id: string; offerId: string }, query = "") =>
  outcome(async () => lessonLoader({ request: await requestOf(user, `/library/${lesson.offerId}/lessons/${lesson.id}${query}`), params: { offerId: lesson.offerId, lessonId: lesson.id }, context: {} }));
export const post = async (user: User, lesson: { id: string; offerId: string }, form: [string, string][] | Record<string, string>) => {
  const { url, headers } = await requestOf(user, `/library/${lesson.offerId}/lessons/${lesson.id}`);
  return outcome(async () => lessonAction({ request: new Request(url, { method: "POST", headers, body: new URLSearchParams(form) }), params: { offerId: lesson.offerId, lessonId: lesson.id }, context: {} }));
};
export const note = async (user: User | null, lesson: { id: string; offerId: string }, form: Record<string, string> = {}) =>
  (await progressAction({ request: await requestOf(user, "/library/progress", { form: { offer: lesson.offerId, lesson: lesson.id, ...form } }), params: {}, context: {} })).status;
export const home = async (user: User, offerId: string, query = "") => outcome(async () => offerLoader({ request: await requestOf(user, `/library/${offerId}${query}`), params: { offerId }, context: {} }));
export const media = async (user: User, url: string) => statusOf(await outcome(async () => mediaLoader({ request: await requestOf(user, url), params: { fileId: url.split("?")[0]!.split("/").pop()! }, context: {} })));
export const markOf = (user: User, lesson: { id: string }) => db.lessonProgress.findUnique({ where: { userId_lessonId: { userId: user.id, lessonId: lesson.id } } });

export async function lessonPage(user: User, lesson: { id: string; offerId: string }, query = "") {
  const page = await load(user, lesson, query);
  if (page instanceof Response || page.view !== "lesson") throw new Error(`shut: ${statusOf(page)}`);
  return page;
}
export async function courseHome(user: User, offerId: string) {
  const page = await home(user, offerId);
  if (page instanceof Response || page.view !== "course") throw new Error(`not open: ${statusOf(page)}`);
  return page;
}

/** A store with a course, a student who has it and a stranger. */
export function preparePlayerCourse(): void {
  beforeAll(async () => {
    ({ owner, store } = await aStore());
    ({ offer: course, lessons, person: student } = await enrolled());
    stranger = await makePerson();
  });
}
