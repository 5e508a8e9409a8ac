import { ZodError } from "zod";
import { SandboxError, StripeApiError } from "../../engine/errors";
import type { PageRoute, SandboxPageCall } from "../../sandbox";
import { Form } from "./form";
import { message } from "./layout";

type Answer = Response | Promise<Response>;

/** A page to look at. What it cannot find becomes a page that says so. */
export function get(path: string, handle: (call: SandboxPageCall) => Answer): PageRoute {
  return { method: "GET", path, handle: (call) => guarded(404, () => handle(call)) };
}

/** What a form of ours sends to. Pages of other sites may not send here. */
export function post(path: string, handle: (call: SandboxPageCall, form: Form) => Answer): PageRoute {
  return {
    method: "POST",
    path,
    handle: (call) =>
      guarded(409, async () => {
        if (!comesFromUs(call))
          return message("This form came from elsewhere", "The sandbox only takes forms from its own pages. Open the page again and repeat what you did.", {
            status: 403,
          });
        return handle(call, new Form(new URLSearchParams(await call.request.text())));
      }),
  };
}

/** Browsers say where a POST comes from; a test without a browser says nothing, and has no cookies or rights that could be abused. */
function comesFromUs({ request, url, engine }: SandboxPageCall): boolean {
  const origin = request.headers.get("origin");
  return origin === null || origin === new URL(engine.publicBase).origin || origin === url.origin;
}

async function guarded(status: number, work: () => Answer): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const problem = problemOf(error);
    if (problem === null) throw error;
    return message("That did not work", problem, { status });
  }
}

/** A refusal in words for a person; null when it is a bug instead. */
export function problemOf(error: unknown): string | null {
  if (error instanceof SandboxError || error instanceof StripeApiError) return error.message;
  if (error instanceof ZodError) return error.issues.map((issue) => `${issue.path.join(".") || "input"}: ${issue.message}`).join("; ");
  return null;
}

/** Does something and gives what went wrong in words, so that a form can be shown again. */
export async function attempt<T>(work: () => T | Promise<T>): Promise<{ ok: true; value: T } | { ok: false; problem: string }> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const problem = problemOf(error);
    if (problem === null) throw error;
    return { ok: false, problem };
  }
}
