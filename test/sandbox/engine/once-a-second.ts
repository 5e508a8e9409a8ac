import type { Engine } from "./engine";
import type { State } from "./state";

/** What only time brings about need not be looked for at every request: once for each second of the sandbox's clock is enough. */
export function onceASecond(look: (engine: Engine) => void): (engine: Engine) => void {
  const looked = new WeakMap<State, number>();
  return (engine) => {
    const second = engine.clock.seconds();
    if (looked.get(engine.state) === second) return;
    looked.set(engine.state, second);
    look(engine);
  };
}
