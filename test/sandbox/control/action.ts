import { z } from "zod";
import type { Engine } from "../engine/engine";

/** Something a person or a test can make happen: an input that is checked, and what it does. */
export interface Action<I extends z.ZodType, O> {
  input: I;
  run(engine: Engine, input: z.output<I>): O;
  /** Waits for the outside world, so it must not run inside a transaction. */
  waits?: true;
}

/** An action after its types no longer matter, for the HTTP door. */
export interface AnyAction {
  input: z.ZodType;
  run(engine: Engine, input: never): unknown;
  waits?: true;
}

export function action<I extends z.ZodType, O>(input: I, run: (engine: Engine, input: z.output<I>) => O): Action<I, O> {
  return { input, run };
}

/** For actions that need nothing. */
export const nothing = z.strictObject({});

type Callable<A> =
  A extends Action<infer I, infer O> ? (Record<string, never> extends z.input<I> ? (input?: z.input<I>) => O : (input: z.input<I>) => O) : never;

/** A group of actions bound to one sandbox: `control.checkout.pay({session})`. */
export type Bound<G> = { readonly [K in keyof G]: Callable<G[K]> };

/**
 * Binds a group. Inputs are checked, time is brought up to date, and what throws leaves no event behind.
 */
export function bind<G extends Record<string, AnyAction>>(engine: Engine, group: G): Bound<G> {
  const bound = Object.fromEntries(
    Object.entries(group).map(([name, { input, run, waits }]) => [
      name,
      (given: unknown = {}) => {
        const checked = input.parse(given);
        engine.tick();
        const result = waits ? run(engine, checked as never) : engine.transaction(() => run(engine, checked as never));
        engine.touch();
        return result;
      },
    ]),
  );
  return bound as Bound<G>;
}
