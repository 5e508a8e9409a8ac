import type { Engine } from "./engine";
import type { Fault } from "./state";

/** Takes one use of the first fault that fits, if any. */
export function takeFault(engine: Engine, service: Fault["service"], operation: string): Fault | null {
  const fault = engine.state.faults.find((candidate) => candidate.service === service && candidate.remaining > 0 && fits(candidate.operation, operation));
  if (!fault) return null;
  fault.remaining -= 1;
  engine.state.faults = engine.state.faults.filter((candidate) => candidate.remaining > 0);
  engine.touch();
  return { ...fault };
}

function fits(pattern: string, operation: string): boolean {
  return pattern.endsWith("*") ? operation.startsWith(pattern.slice(0, -1)) : pattern === operation;
}

/** Waits out a `delay`; every other effect is a matter of the answer. */
export function faultDelay(fault: Fault | null): Promise<void> {
  return fault?.effect === "delay" ? new Promise((resolve) => setTimeout(resolve, fault.delayMs)) : Promise.resolve();
}
