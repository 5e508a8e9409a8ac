import { sandboxKeys } from "../keys";
import { aSale, startWorld, type World } from "../support";

/** A browser without a browser: follows nothing by itself, remembers nothing, reads forms as they stand. */
export interface Visitor {
  get(path: string): Promise<Answer>;
  /** Sends a form of the page; `from` is the Origin a browser would tell. */
  post(path: string, fields: Record<string, string>, from?: string | null): Promise<Answer>;
}

export interface Answer {
  status: number;
  text: string;
  /** Where a redirect leads. */
  location: string;
  headers: Headers;
}

export function visitor(base: string): Visitor {
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(new URL(path, base), { redirect: "manual", ...init });
    return { status: response.status, text: await response.text(), location: response.headers.get("location") ?? "", headers: response.headers };
  };
  return {
    get: (path) => ask(path, {}),
    post: (path, fields, from = base) => ask(path, { method: "POST", body: new URLSearchParams(fields), headers: from === null ? {} : { origin: from } }),
  };
}

export const APP = "http://app.test";
/** What a hostile name would look like, and what must never be in a page. */
export const NASTY = `"><script>alert('x')</script><img src=x onerror=alert(1)>`;

export interface Stage extends World {
  visit: Visitor;
  hosted(overrides?: Parameters<typeof aSale>[0]): Promise<{ id: string; path: string }>;
  embedded(overrides?: Parameters<typeof aSale>[0]): Promise<{ id: string; fields: { client_secret: string; key: string; account: string } }>;
}

/** A sandbox over HTTP, one connected seller, and somebody who visits its pages. */
export async function startStage(): Promise<Stage> {
  const world = await startWorld();
  return {
    ...world,
    visit: visitor(world.url),
    async hosted(overrides = {}) {
      const session = await world.stripe.checkout.sessions.create(
        aSale({ success_url: `${APP}/thanks?s={CHECKOUT_SESSION_ID}`, cancel_url: `${APP}/offer`, ...overrides }),
        world.on,
      );
      return { id: session.id, path: new URL(session.url ?? "").pathname };
    },
    async embedded(overrides = {}) {
      const { line_items: items, mode } = aSale();
      const session = await world.stripe.checkout.sessions.create(
        { line_items: items, mode, ui_mode: "embedded_page", return_url: `${APP}/return?s={CHECKOUT_SESSION_ID}`, ...overrides },
        world.on,
      );
      return { id: session.id, fields: { client_secret: session.client_secret ?? "", key: sandboxKeys.publishableKey, account: world.connected } };
    },
  };
}
