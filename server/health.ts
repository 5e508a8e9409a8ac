import { Router } from "express";
import type { Runtime } from "./runtime";

/** `/healthz`: the process is alive. `/readyz`: database and queue do their work. */
export function healthRoutes(runtime: Runtime): Router {
  const router = Router();
  router.get("/healthz", (_request, response) => {
    response.set("Cache-Control", "no-store").type("text/plain").send("ok\n");
  });
  router.get("/readyz", async (_request, response) => {
    const state = await runtime.readiness();
    response.status(state.ready ? 200 : 503).set("Cache-Control", "no-store").json(state);
  });
  return router;
}
