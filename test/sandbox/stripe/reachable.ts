import { PLATFORM_ACCOUNT } from "../engine/constants";
import type { Call } from "../engine/operation";
import type { AccountRecord } from "../engine/state";
import { noAccess } from "./authenticate";

/** The account in the path. Another platform's, a revoked and a made-up id all answer the same 403. */
export function reachable(call: Call<unknown>, key = "account"): AccountRecord {
  const id = call.path[key] ?? "";
  const record = call.engine.account(id);
  if (!record || (id !== call.account && (call.account !== PLATFORM_ACCOUNT || !record.connected))) throw noAccess(call.key, id);
  return record;
}
