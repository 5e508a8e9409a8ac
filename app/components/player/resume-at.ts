/** Where a video begins again: where it was left, except at its very start or in its last seconds (the last tenth of a short one). */
export function resumeAt(positionSeconds: number, durationSeconds: number): number {
  if (positionSeconds < 5) return 0;
  return Number.isFinite(durationSeconds) && positionSeconds > durationSeconds - Math.min(10, durationSeconds / 10) ? 0 : positionSeconds;
}
