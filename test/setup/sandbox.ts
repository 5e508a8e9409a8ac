import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { receiveOwnEvent } from "~/domain/events/receive-own.server";
import { receiveStripeEvent } from "~/domain/events/receive.server";
import { receiveMailEvent } from "~/domain/mail/receive-mail-event.server";
import { env } from "~/env.server";
import { now, setClock } from "~/lib/clock";
import { createSandbox, mswHandlers, sandboxKeys, type Sandbox } from "../sandbox";

/**
 * The sandbox over MSW for one test file: the app's own SDK calls reach it, and its signed webhooks reach the app's own
 * intake. A request to anywhere else is an error. Webhooks are held back until a test delivers them.
 */
export function useSandbox(): { sandbox: Sandbox; control: Sandbox["control"]; /** For an answer the sandbox does not give. */ server: ReturnType<typeof setupServer> } {
  const sandbox = createSandbox({
    keys: sandboxKeys,
    publicBase: env.sandboxUrl ?? "",
    webhookTargets: {
      account: `${env.appUrl}/webhooks/stripe`,
      connect: `${env.appUrl}/webhooks/stripe/connect`,
      resend: `${env.appUrl}/webhooks/resend`,
    },
    deliver: intake,
    now: () => now().getTime(),
  });
  const server = setupServer(...mswHandlers(sandbox, [env.sandboxUrl ?? ""]));
  const unhandled: string[] = [];
  let restoreClock = () => {};

  beforeAll(() =>
    server.listen({
      onUnhandledRequest: (request) => {
        unhandled.push(`${request.method} ${request.url}`);
        throw new Error(`Nobody answers ${request.method} ${request.url} in this test`);
      },
    }),
  );
  beforeEach(() => {
    restoreClock = setClock(() => Date.now());
    sandbox.control.webhooks.configure({ mode: "hold", copies: 1, delayMs: 0 });
    sandbox.control.faults.clear();
    sandbox.control.mail.configure({ rateLimit: null });
  });
  afterEach(() => {
    restoreClock();
    if (unhandled.length > 0) throw new Error(`Unhandled network requests:\n${unhandled.splice(0).join("\n")}`);
  });
  afterAll(async () => {
    server.close();
    await sandbox.close();
  });
  return { sandbox, control: sandbox.control, server };
}

/** What Express does with a webhook, without the socket. */
async function intake(request: Request): Promise<Response> {
  const body = await request.text();
  const { pathname } = new URL(request.url);
  if (pathname === "/webhooks/resend") {
    const header = (name: string) => request.headers.get(`svix-${name}`) ?? "";
    const result = await receiveMailEvent(body, { id: header("id"), timestamp: header("timestamp"), signature: header("signature") });
    return new Response(null, { status: result.ok ? 200 : 400 });
  }
  const signature = request.headers.get("stripe-signature") ?? undefined;
  const own = /^\/webhooks\/stripe\/accounts\/(\w+)$/.exec(pathname)?.[1];
  if (own) {
    const result = await receiveOwnEvent(own, body, signature);
    return new Response(null, { status: result.ok ? 200 : result.error === "unknown_endpoint" ? 404 : 400 });
  }
  const result = await receiveStripeEvent(pathname.endsWith("/connect") ? "connect" : "account", body, signature);
  return new Response(null, { status: result.ok ? 200 : 400 });
}
