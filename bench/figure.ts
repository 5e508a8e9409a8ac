/** One measured thing beside what it is compared with, both from the same run. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  baseline: number;
  ratio: number;
}

export function figure(name: string, unit: string, value: number, baseline: number): Figure {
  const round = (number: number) => Number(number.toPrecision(4));
  return { name, value: round(value), unit, baseline: round(baseline), ratio: round(value / baseline) };
}

/** Middle one of some numbers. */
export function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
