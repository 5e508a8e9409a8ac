/** What was typed and not saved, as this browser keeps it. `typedAt`: milliseconds since the epoch. */
export interface Draft<Words> {
  words: Words;
  /** The version it was typed over. */
  version: number;
  typedAt: number;
}

/**
 * Drafts in the browser's storage: the one being written, and one found on opening the page, which stays until somebody says what
 * becomes of it. A browser that refuses to store anything simply has none.
 */
export class DraftStore<Words> {
  /** `isWords`: what was stored may be of an older make, or anything. */
  constructor(
    private readonly name: string,
    private readonly isWords: (value: unknown) => value is Words,
  ) {}

  write(draft: Draft<Words> | null): void {
    this.put(this.name, draft);
  }

  /** On opening the page: what an earlier visit left, set aside so that typing does not write over it. */
  found(): Draft<Words> | null {
    const left = this.get(this.name);
    if (left) {
      this.put(this.aside, left);
      this.put(this.name, null);
    }
    return left ?? this.get(this.aside);
  }

  /** It was put back or thrown away. */
  settled(): void {
    this.put(this.aside, null);
  }

  private get aside(): string {
    return `${this.name}:found`;
  }

  private put(key: string, draft: Draft<Words> | null): void {
    try {
      if (draft) localStorage.setItem(key, JSON.stringify(draft));
      else localStorage.removeItem(key);
    } catch {
      // Full, or switched off: the page still asks before it closes.
    }
  }

  private get(key: string): Draft<Words> | null {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
      if (typeof value !== "object" || value === null) return null;
      const { words, version, typedAt } = value as Record<string, unknown>;
      return this.isWords(words) && typeof version === "number" && typeof typedAt === "number" ? { words, version, typedAt } : null;
    } catch {
      return null;
    }
  }
}
