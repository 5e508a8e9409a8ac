import { SandboxError } from "../../engine/errors";
import type { TableName, Tables } from "../../engine/tables";
import type { SandboxPageCall } from "../../sandbox";
import { plain } from "./words";

/** Finds an object by its id alone: these links name no account. */
export function find<N extends TableName>(
  { control, engine }: SandboxPageCall,
  name: N,
  id: string,
): { owner: ReturnType<typeof control.accounts.get>; object: Tables[N] } {
  for (const owner of control.accounts.list()) {
    const object = engine.find(owner.account.id, name, id);
    if (object) return { owner, object };
  }
  throw new SandboxError(`There is no ${plain(name)} ${id}.`);
}
