const WINDOW_MS = 8_000;

/** Bytes a second over the last moments, and how long the rest takes at that pace. */
export class UploadSpeed {
  private points: { at: number; sent: number }[] = [];

  add(at: number, sent: number): void {
    // After a break it goes on from the last whole piece, which may lie behind.
    if (sent < (this.points.at(-1)?.sent ?? 0)) this.points = [];
    this.points.push({ at, sent });
    while (this.points.length > 2 && at - (this.points[0]?.at ?? at) > WINDOW_MS) this.points.shift();
  }

  /** Null while it is too early to tell. */
  bytesPerSecond(): number | null {
    const first = this.points[0];
    const last = this.points.at(-1);
    if (!first || !last || last.at - first.at < 1_000) return null;
    return ((last.sent - first.sent) * 1_000) / (last.at - first.at);
  }
}

/** "3 min left": rounded as one would say it. */
export function timeLeftText(seconds: number): string {
  if (!Number.isFinite(seconds)) return "";
  if (seconds < 10) return "a few seconds left";
  if (seconds < 90) return `${Math.ceil(seconds / 10) * 10} s left`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min left`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.round((seconds - hours * 3600) / 600) * 10;
  return minutes === 60 ? `${hours + 1} h left` : `${hours} h ${minutes > 0 ? `${minutes} min ` : ""}left`;
}
