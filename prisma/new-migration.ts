import { PGlite } from "@electric-sql/pglite";
import { mkdir, writeFile } from "node:fs/promises";
import { connectEmbedded } from "~/db.server";
import { slugify } from "~/lib/urls";
import { diffSchema } from "./migrate";

// npm run db:new-migration -- "what it does": writes prisma/migrations/<time>_<name>/migration.sql, to be read before it is kept.
const name = slugify(process.argv.slice(2).join(" ")).replaceAll("-", "_");
if (!name) {
  console.error('Give the migration a name: npm run db:new-migration -- "add coupons"');
  process.exit(1);
}
const connection = connectEmbedded(await PGlite.create());
const script = await diffSchema(connection.adapter);
await connection.close();
if (script) {
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = new URL(`./migrations/${stamp}_${name}/`, import.meta.url);
  await mkdir(folder, { recursive: true });
  await writeFile(new URL("migration.sql", folder), script);
  console.log(`Wrote prisma/migrations/${stamp}_${name}/migration.sql. Read it, then npm run db:migrate.`);
} else {
  console.log("The migrations already match the schema.");
}
process.exit(0);
