import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { NonceContext } from "./components/nonce";
import { RequestIdContext } from "./components/request-id";
import { loggablePath } from "./lib/loggable-path";
import { log } from "./log.server";

export * as runtime from "./runtime.server";

declare module "@remix-run/server-runtime" {
  interface AppLoadContext {
    /** Of this response's Content-Security-Policy. The server always gives both; tests that call a loader need not. */
    nonce?: string;
    requestId?: string;
  }
}

const ABORT_AFTER_MS = 15_000;

export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext, loadContext: AppLoadContext): Promise<Response> {
  // Crawlers get the whole page at once, people get it as it comes.
  const { nonce = "", requestId = "" } = loadContext;
  const ready = isbot(request.headers.get("user-agent")) ? "onAllReady" : "onShellReady";
  return new Promise((resolve, reject) => {
    let begun = false;
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RequestIdContext.Provider value={requestId}>
          <RemixServer context={context} url={request.url} abortDelay={ABORT_AFTER_MS} nonce={nonce} />
        </RequestIdContext.Provider>
      </NonceContext.Provider>,
      {
        nonce,
        [ready]() {
          begun = true;
          const body = new PassThrough();
          headers.set("Content-Type", "text/html; charset=utf-8");
          if (!headers.has("Cache-Control")) headers.set("Cache-Control", "private, no-cache");
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
          pipe(body);
        },
        onShellError: reject,
        onError(error: unknown) {
          if (begun) log.error({ err: error, requestId }, "rendering failed");
        },
      },
    );
    setTimeout(abort, ABORT_AFTER_MS).unref();
  });
}

export function handleError(error: unknown, { request, context }: { request: Request; context: AppLoadContext }): void {
  if (request.signal.aborted) return;
  log.error({ err: error, requestId: context.requestId, path: loggablePath(new URL(request.url).pathname) }, "a route failed");
}
