import type { ActionFunctionArgs } from "@remix-run/node";
import { afterEach, beforeEach } from "vitest";
import { getViewer } from "~/auth/guards.server";
import { setClock } from "~/lib/clock";
import * as signIn from "~/routes/auth/sign-in";
import { answerOf, makeRequest, type RequestOptions } from "./request";

type Args = ActionFunctionArgs;

let ip = 0;
export const args = (path: string, options: RequestOptions = {}, params: Args["params"] = {}): Args => ({ request: makeRequest(path, { ip: `10.0.0.${ip}`, ...options }), params, context: {} });
export const post = (form: Record<string, string>, more: RequestOptions = {}) => answerOf(() => signIn.action(args("/sign-in", { ...more, form })));
export const viewerOf = (cookie: string) => getViewer(makeRequest("/", { cookie }));

/** The moment all of a test happens at; a test moves it. */
export const time = { at: Date.now() };
let restore = () => {};

/** Every test has a time of its own, and comes from a network address of its own, or one's limits would reach into the next. */
export function prepareSignIn(): void {
  beforeEach(() => {
    ip += 1;
    time.at = Date.now();
    restore = setClock(() => time.at);
  });
  afterEach(() => restore());
}
