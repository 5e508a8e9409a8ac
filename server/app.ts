import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type ErrorRequestHandler, type Express } from "express";
import { limitBody } from "./body-limit";
import { healthRoutes } from "./health";
import { requestLog } from "./request-log";
import { limitMutations } from "./rate-limit";
import { sameOriginOnly } from "./same-origin";
import { contentSecurity } from "./security";
import type { Runtime } from "./runtime";
import { uploadRoutes } from "./uploads";
import { webhookRoutes } from "./webhooks";

export interface AppParts {
  runtime: Runtime;
  build: ServerBuild | (() => Promise<ServerBuild>);
  /** Built files for the browser; null in development, where Vite serves them. */
  clientFolder: string | null;
  middlewares: express.RequestHandler | null;
}

/** Everything between the socket and Remix, in the order a request meets it. */
export function createApp({ runtime, build, clientFolder, middlewares }: AppParts): Express {
  const { env } = runtime;
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", env.trustProxy);
  app.use(requestLog(runtime));
  app.use((request, _response, next) => {
    // The app asks this header who calls; only we may write it (`trust proxy` decides what Express believes).
    request.headers["x-client-ip"] = request.ip ?? "";
    next();
  });
  app.use(healthRoutes(runtime));
  // Webhooks never enter Remix: raw body, own checks, no cookies.
  app.use(webhookRoutes(runtime));
  app.use(contentSecurity(env, middlewares !== null));
  if (middlewares) app.use(middlewares);
  app.use(compression());
  if (clientFolder) {
    app.use("/assets", express.static(`${clientFolder}/assets`, { immutable: true, maxAge: "1y", fallthrough: false }));
    app.use(express.static(clientFolder, { maxAge: "1h", index: false }));
  }
  app.use(sameOriginOnly(env.appUrl));
  // Files in pieces: from the socket to the storage, with limits of their own.
  app.use(uploadRoutes(runtime));
  app.use(limitMutations());
  app.use(limitBody());
  app.all(
    "*",
    createRequestHandler({
      build,
      mode: middlewares ? "development" : "production",
      // `response`: a streamed file waits for a slow client (routes/resources/paced-body), which Remix's own writer does not.
      getLoadContext: (request, response) => ({ nonce: String(response.locals.nonce), requestId: String(request.id), response }),
    }),
  );
  app.use(lastResort(runtime));
  return app;
}

function lastResort({ log }: Runtime): ErrorRequestHandler {
  return (error: { status?: number; statusCode?: number } & Error, request, response, _next) => {
    const status = error.status ?? error.statusCode ?? 500;
    if (status >= 500) log.error({ err: error, requestId: request.id }, "the server failed");
    if (response.headersSent) return void response.destroy();
    const words = status === 404 ? "Not found." : status === 413 ? "That is too large." : status < 500 ? "The request could not be read." : "Something went wrong on our side. Please try again.";
    response.status(status).type("text/plain").send(`${words}\nRequest ${String(request.id)}\n`);
  };
}
