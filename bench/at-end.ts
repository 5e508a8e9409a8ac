const stops: (() => Promise<void>)[] = [];

/** Stop something after the last figure: for what several figures share. */
export function atEnd(stop: () => Promise<void>): void {
  stops.push(stop);
}

export async function runAtEnd(): Promise<void> {
  for (const stop of stops.splice(0)) await stop();
}
