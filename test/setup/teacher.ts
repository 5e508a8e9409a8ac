import { courseModules, courseOutline } from "~/domain/catalog/contents.server";
import { loader as curriculumPage } from "~/routes/studio/offers/curriculum";
import { action as change } from "~/routes/studio/offers/curriculum-change";
import type { ChangeAnswer } from "~/routes/studio/offers/curriculum-view";
import { aCourse, aStore } from "../factories/catalog";
import { context } from "./context";
import { answerOf, makeRequest, signedInAs } from "./request";

type Done = Extract<ChangeAnswer, { done: true }>;

export async function aTeacher(status: "draft" | "published" = "draft") {
  const { owner, store } = await aStore();
  const cookie = await signedInAs(owner.id);
  const course = await aCourse(store.id, { status });
  const key = { storeId: store.id, offerId: course.offer.id };
  const post = (action: typeof change, form: Record<string, string>, offerId = key.offerId, more = "") =>
    answerOf(() => action({ request: makeRequest(`/studio/offers/${offerId}/curriculum`, { form, cookie: cookie + more }), params: { offerId }, context }));
  const make = async (form: Record<string, string>) => (await (await post(change, form)).json()) as Done;
  const titles = async () => (await courseOutline(key.offerId)).map((module) => [module.title, ...module.lessons.map((one) => one.title)]);
  const load = (query = "", offerId = key.offerId, more = "") =>
    curriculumPage({ request: makeRequest(`/studio/offers/${offerId}/curriculum${query}`, { cookie: cookie + more }), params: { offerId }, context });
  const [one, two] = await courseModules(key.offerId);
  return { ...course, store, owner, cookie, key, post, make, titles, load, one: one!.id, two: two!.id, ids: course.lessons.map(({ id }) => id) as [string, string, string] };
}

export const START = [["Part 1", "Flour and water", "The fold"], ["Part 2", "The oven"]];
