import { startSession } from "~/auth/sessions.server";
import { env } from "~/env.server";

export interface RequestOptions {
  /** Form fields; makes it a POST. A list sends the field several times. */
  form?: Record<string, string | string[]>;
  /** A Cookie header, e.g. from `cookieFrom` or `signedInAs`. */
  cookie?: string;
  method?: string;
  headers?: Record<string, string>;
  /** Network address the server would have seen. */
  ip?: string;
}

/** A request as it reaches a loader or action, for a path of this site. */
export function makeRequest(path: string, { form, cookie, method, headers, ip = "198.51.100.7" }: RequestOptions = {}): Request {
  const all = new Headers({ "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "x-client-ip": ip, ...headers });
  if (cookie) all.set("Cookie", cookie);
  if (!form) return new Request(new URL(path, env.appUrl), { method: method ?? "GET", headers: all });
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) body.append(name, one);
  all.set("Origin", env.appUrl);
  return new Request(new URL(path, env.appUrl), { method: method ?? "POST", headers: all, body });
}

/** What a browser would send back after this response, as a Cookie header. Cookies that the response clears are left out. */
export function cookieFrom(response: Response | Headers): string {
  const headers = response instanceof Response ? response.headers : response;
  return headers
    .getSetCookie()
    .filter((line) => !/;\s*Max-Age=0\b/i.test(line))
    .map((line) => line.split(";")[0])
    .join("; ");
}

/** The cookie of a person who has just signed in. */
export async function signedInAs(userId: string): Promise<string> {
  return cookieFrom(await startSession(userId, makeRequest("/sign-in")));
}

/** Run a loader or action; a thrown Response (redirect, 404) is an answer like a returned one. Plain values become JSON. */
export async function answerOf(run: () => unknown): Promise<Response> {
  let answer: unknown;
  try {
    answer = await run();
  } catch (thrown) {
    if (!(thrown instanceof Response)) throw thrown;
    answer = thrown;
  }
  return answer instanceof Response ? answer : Response.json(answer);
}
