import { startPostgres } from "../test/setup/postgres";
import { startDemoWorld, type DemoWorld } from "../test/setup/demo-world";

export interface BenchWorld extends DemoWorld {
  databaseUrl: string;
}

/** The built app beside the sandbox on a Postgres of its own. */
export async function startOnPostgres({ seed, more }: { seed: boolean; more?: Record<string, string> }): Promise<BenchWorld> {
  const postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase("lectern");
  const world = await startDemoWorld({ seed, databaseUrl, ...(more ? { more } : {}) }).catch(async (error: unknown) => {
    await postgres.stop();
    throw error;
  });
  const stop = async () => {
    await world.stop();
    await postgres.stop();
  };
  return { ...world, databaseUrl, stop };
}
