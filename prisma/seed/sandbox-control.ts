import { env } from "~/env.server";
import type { Control } from "../../test/sandbox/control/control";

type Actions = { [G in keyof Control]: { [A in keyof Control[G]]: Control[G][A] } };
type Input<F> = F extends (input: infer I) => unknown ? I : never;
type Output<F> = F extends (...args: never[]) => infer O ? Awaited<O> : never;

/** Make something happen in the sandbox beside us, over its control door. Throws with the sandbox's own words. */
export async function inSandbox<G extends keyof Actions & string, A extends keyof Actions[G] & string>(group: G, name: A, input: Input<Actions[G][A]>): Promise<Output<Actions[G][A]>> {
  const response = await fetch(`${env.sandboxUrl}/control/api/${group}.${name}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(input) });
  const answer = (await response.json()) as { ok: true; result: Output<Actions[G][A]> } | { ok: false; error: string };
  if (!answer.ok) throw new Error(`sandbox ${group}.${name}: ${answer.error}`);
  return answer.result;
}
