import type { ActionFunctionArgs } from "@remix-run/node";
import { beforeAll } from "vitest";
import * as tiers from "~/routes/studio/offers/tiers";
import { aClub, type Club } from "../factories/memberships";
import type { Sandbox } from "../sandbox";
import { answerOf, makeRequest, signedInAs, type RequestOptions } from "./request";
import { useSandbox } from "./sandbox";

export let control: Sandbox["control"];

export let club: Club;
let creator: string;

export type Page = { loader?: unknown; action?: unknown };
export const args = (path: string, params: ActionFunctionArgs["params"], options: RequestOptions): ActionFunctionArgs => ({ request: makeRequest(path, options), params, context: {} });
export const send = (page: Page, params: ActionFunctionArgs["params"], form: Record<string, string | string[]>, cookie = creator) =>
  answerOf(() => (page.action as (at: ActionFunctionArgs) => unknown)(args("/x", { offerId: club.offer.id, ...params }, { cookie, form })));
export const open = (page: Page, params: ActionFunctionArgs["params"] = {}, cookie = creator, path = "/x") =>
  answerOf(() => (page.loader as (at: ActionFunctionArgs) => unknown)(args(path, { offerId: club.offer.id, ...params }, { cookie })));
export const idIn = (answer: Response) => answer.headers.get("Location")?.split("/").at(-1) ?? "";

export async function aTierNamed(title: string): Promise<string> {
  return idIn(await send(tiers, {}, { intent: "add", title }));
}

/** A membership with its creator signed in. */
export function prepareClubStudio(): void {
  ({ control } = useSandbox());
  beforeAll(async () => {
    club = await aClub(control);
    creator = await signedInAs(club.shop.owner.id);
  });
}
