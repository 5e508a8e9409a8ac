import type { Engine } from "../engine/engine";
import { SandboxError } from "../engine/errors";
import type { TableName, Tables } from "../engine/tables";

/** Finds an object by id alone, whichever account it belongs to. @throws {SandboxError} when there is none */
export function anywhere<N extends TableName>(engine: Engine, table: N, id: string): { account: string; object: Tables[N] } {
  for (const account of Object.keys(engine.state.buckets)) {
    const object = engine.find(account, table, id);
    if (object) return { account, object };
  }
  throw new SandboxError(`There is no ${table} ${id}.`);
}
