import { bindMigrationAwareSqlAdapterFactory, type SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { createRequire } from "node:module";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Migrations through Prisma's own engine as WebAssembly: the same on the embedded database and on a server, nothing to
 * download. Table `_prisma_migrations` is Prisma's.
 */
const folder = fileURLToPath(new URL(".", import.meta.url));
const NO_FILTERS = { externalTables: [], externalEnums: [] };

type Engine = typeof import("@prisma/schema-engine-wasm/schema_engine_bg");
const shared = globalThis as { lecternSchemaEngine?: Promise<Engine> };

/**
 * The package's own entry imports a .wasm file, which Node does only behind a flag; this is what that import would do.
 * Once a process: the glue code has room for one instance, and a second would pull the memory from under the first.
 */
function loadEngine(): Promise<Engine> {
  shared.lecternSchemaEngine ??= instantiate();
  return shared.lecternSchemaEngine;
}

async function instantiate(): Promise<Engine> {
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const file = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg").replace(/\.js$/, ".wasm");
  const { instance } = await WebAssembly.instantiate(await readFile(file), { "./schema_engine_bg.js": glue as unknown as WebAssembly.ModuleImports });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue;
}

async function engineFor(adapter: SqlMigrationAwareDriverAdapterFactory) {
  const { SchemaEngine } = await loadEngine();
  const datamodels = await schemaFiles();
  return SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter));
}

async function schemaFiles(): Promise<[string, string][]> {
  const dir = join(folder, "schema");
  const names = (await readdir(dir)).filter((name) => name.endsWith(".prisma")).sort();
  return Promise.all(names.map(async (name): Promise<[string, string]> => [join(dir, name), await readFile(join(dir, name), "utf8")]));
}

async function migrationList() {
  const baseDir = join(folder, "migrations");
  const names = (await readdir(baseDir, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  return {
    baseDir,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.map(async (path) => ({
        path,
        migrationFile: {
          path: "migration.sql",
          content: { tag: "ok" as const, value: await readFile(join(baseDir, path, "migration.sql"), "utf8") },
        },
      })),
    ),
  };
}

/** Apply what is missing. Returns the names of the migrations applied now. */
export async function applyMigrations(adapter: SqlMigrationAwareDriverAdapterFactory): Promise<string[]> {
  const engine = await engineFor(adapter);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: await migrationList(), filters: NO_FILTERS });
    return appliedMigrationNames.map((name) => basename(name));
  } finally {
    engine.free();
  }
}

/** SQL that leads from the migrations to the schema files; null when nothing differs. Runs on a shadow database. */
export async function diffSchema(adapter: SqlMigrationAwareDriverAdapterFactory): Promise<string | null> {
  const engine = await engineFor(adapter);
  try {
    const files = (await schemaFiles()).map(([path, content]) => ({ path, content }));
    const { stdout } = await engine.diff({
      from: { tag: "migrations", ...(await migrationList()) },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    });
    const script = stdout?.trim() ?? "";
    return script === "" || script.startsWith("-- This is an empty migration") ? null : `${script}\n`;
  } finally {
    engine.free();
  }
}
