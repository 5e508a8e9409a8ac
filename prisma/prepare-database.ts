import { adoptConnection, currentConnection, db, openDatabase } from "~/db.server";
import { env } from "~/env.server";
import { applyMigrations } from "./migrate";
import { seedDemo } from "./seed";

/** Bring the database up to date; with `seed` fill an empty one with the demo. */
export async function prepareDatabase({ seed }: { seed: boolean }): Promise<void> {
  adoptConnection(await openDatabase(env));
  const applied = await applyMigrations(currentConnection().adapter);
  console.log(applied.length > 0 ? `Applied ${applied.length} migration(s): ${applied.join(", ")}` : "The database is up to date.");
  if (seed) {
    if (!env.sandboxUrl) throw new Error("The demo is seeded only beside the sandbox (npm start without Stripe keys).");
    if ((await db.user.count()) > 0) console.log("People are here already: nothing seeded.");
    else await seedDemo();
  }
  await currentConnection().close();
}
