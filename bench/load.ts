import autocannon, { type Options, type Result } from "autocannon";
import { median } from "./figure";

/** Rounds in which both sides take turns, so that what the machine does meanwhile hits both. */
const ROUNDS = 3;
const SECONDS = 4;

export interface Load {
  perSecond: number;
  p99: number;
}

/**
 * Put the same load on two servers in turns; medians over the rounds. Throws when a request did not succeed.
 * @param rest waits until neither side works on what it took in before, so that it does not count against the other
 */
export async function compare(ours: () => Options, baseline: () => Options, rest: () => Promise<void> = async () => {}): Promise<{ ours: Load; baseline: Load }> {
  const seen: { ours: Result[]; baseline: Result[] } = { ours: [], baseline: [] };
  for (const side of [ours, baseline]) await shoot({ ...side(), duration: 2 });
  for (let round = 0; round < ROUNDS; round += 1) {
    await rest();
    seen.ours.push(await shoot(ours()));
    await rest();
    seen.baseline.push(await shoot(baseline()));
  }
  return { ours: summed(seen.ours), baseline: summed(seen.baseline) };
}

async function shoot(options: Options): Promise<Result> {
  const result = await autocannon({ duration: SECONDS, ...options });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${options.url}: ${result.non2xx} answers other than 2xx, ${result.errors} errors`);
  return result;
}

function summed(results: Result[]): Load {
  return { perSecond: median(results.map((result) => result.requests.average)), p99: median(results.map((result) => result.latency.p99)) };
}
