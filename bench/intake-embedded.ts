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
    );
    return [figure("intake-embedded", "events/s", ours.perSecond, baseline.perSecond)];
  } finally {
    await embedded.stop();
    await postgres.stop();
  }
}
