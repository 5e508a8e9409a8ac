/** Value below which `share` (0 to 1) of some numbers lie. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Milliseconds each page takes until its last byte, asked for in turns, so that what the machine does meanwhile hits both. `cookies`: one a page, where each is another person's. */
export async function inTurns(pages: readonly string[], headers: Record<string, string>, { rounds = 200, warmUp = 20, cookies }: { rounds?: number; warmUp?: number; cookies?: readonly string[] } = {}): Promise<number[][]> {
  const times: number[][] = pages.map(() => []);
  for (let round = -warmUp; round < rounds; round += 1) {
    // Whoever comes first takes turns as well.
    const order = pages.map((_, index) => (index + Math.abs(round)) % pages.length);
    for (const index of order) {
      const from = performance.now();
      const answer = await fetch(pages[index]!, { headers: { ...headers, ...(cookies ? { cookie: cookies[index] ?? "" } : {}) }, redirect: "manual" });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${pages[index]} answered ${answer.status}`);
      if (round >= 0) times[index]!.push(performance.now() - from);
    }
  }
  return times;
}
