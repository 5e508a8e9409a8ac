#!/usr/bin/env node
// Stands where the Prisma CLI expects its native schema engine, so that `prisma generate` does not download one.
// It refuses loudly: migrations run through prisma/migrate.ts.
console.error("Lectern does not use Prisma's native schema engine. Use `npm run db:migrate` or `npm run db:new-migration`.");
process.exit(1);
