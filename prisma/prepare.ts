import { currentConnection, db, openDatabase, adoptConnection } from "~/db.server";
import { env, EnvironmentError } from "~/env.server";
import { applyMigrations } from "./migrate";
import { seedDemo } from "./seed";

// npm run db:migrate, npm run db:seed and npm start: bring the database up to date; with --seed fill an empty one with the demo.
try {
  adoptConnection(await openDatabase(env));
  const applied = await applyMigrations(currentConnection().adapter);
  console.log(applied.length > 0 ? `Applied ${applied.length} migration(s): ${applied.join(", ")}` : "The database is up to date.");
  if (process.argv.includes("--seed")) {
    if (!env.sandboxUrl) throw new Error("The demo is seeded only beside the sandbox (npm start without Stripe keys).");
    if ((await db.user.count()) > 0) console.log("People are here already: nothing seeded.");
    else await seedDemo();
  }
  await currentConnection().close();
  process.exit(0);
} catch (error) {
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exit(1);
}
