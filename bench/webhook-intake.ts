import { sandboxKeys } from "../test/sandbox/keys";
import { freePort } from "../test/setup/postgres";
import { figure, type Figure } from "./figure";
import { compare } from "./load";
import { end, ready } from "../test/setup/demo-world";
import { startOnPostgres } from "./servers";
import { signedEvents } from "./signed-events";

const CONNECTIONS = 50;

/** Durable webhook intake on Postgres against a bare Express endpoint that verifies with `constructEvent` and inserts with `pg`. */
export async function webhookIntake(): Promise<Figure[]> {
  const lectern = await startOnPostgres({ seed: false });
  const port = await freePort();
  const bare = await ready(["--import", "tsx", "bench/bare/webhook.ts"], { PORT: String(port), DATABASE_URL: lectern.databaseUrl, WEBHOOK_SECRET: sandboxKeys.connectWebhookSecret });
  try {
    const { ours, baseline } = await compare(
      () => signedEvents(`${lectern.url}/webhooks/stripe/connect`, CONNECTIONS),
      () => signedEvents(`http://127.0.0.1:${port}/webhook`, CONNECTIONS),
    );
    return [figure("webhook-intake", "events/s", ours.perSecond, baseline.perSecond), figure("webhook-intake-p99", "ms", ours.p99, baseline.p99)];
  } finally {
    await end(bare);
    await lectern.stop();
  }
}
