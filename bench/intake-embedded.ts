import { startDemoWorld } from "../test/setup/demo-world";
import { figure, type Figure } from "./figure";
import { compare } from "./load";
import { startOnPostgres } from "./servers";
import { signedEvents } from "./signed-events";

const CONNECTIONS = 8;

/** Webhook intake on the embedded database against the same on Postgres, at eight connections. */
export async function intakeEmbedded(): Promise<Figure[]> {
  const embedded = await startDemoWorld({ seed: false });
  const postgres = await startOnPostgres({ seed: false }).catch(async (error: unknown) => {
    await embedded.stop();
    throw error;
  });
  try {
    const { ours, baseline } = await compare(
      () => signedEvents(`${embedded.url}/webhooks/stripe/connect`, CONNECTIONS),
      () => signedEvents(`${postgres.url}/webhooks/stripe/connect`, CONNECTIONS),
      () => idle([embedded.url, postgres.url]),
    );
    return [figure("intake-embedded", "events/s", ours.perSecond, baseline.perSecond)];
  } finally {
    await embedded.stop();
    await postgres.stop();
  }
}

/** Both have worked off what they took in. */
async function idle(urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    for (;;) {
      const { waiting } = (await (await fetch(`${url}/readyz`)).json()) as { waiting: { name: string; waiting: number }[] };
      if (!waiting.some((queue) => queue.name === "stripe-event" && queue.waiting > 0)) break;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
