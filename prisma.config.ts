import { defineConfig } from "prisma/config";

// Only `prisma generate` goes through the CLI; migrations run through prisma/migrate.ts (docs/decisions/0003-database.md).
export default defineConfig({ schema: "prisma/schema" });
