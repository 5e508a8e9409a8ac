import type { Engine } from "./engine";

export interface PageCall {
  engine: Engine;
  request: Request;
  url: URL;
  /** Values of the `:name` segments, decoded. */
  params: Record<string, string>;
}

/** A route that answers with a Response of its own: human pages, Resend, OAuth. */
export interface Route {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** `/checkout/:session`; a trailing `/*` matches any rest. */
  path: string;
  handle(call: PageCall): Response | Promise<Response>;
}

interface Matchable {
  method: string;
  path: string;
}

/** Finds the entry for a method and path. Fixed segments win over `:names`, because entries are tried in the order they were given. */
export class Table<E extends Matchable> {
  private readonly entries: { entry: E; segments: string[] }[] = [];

  constructor(entries: readonly E[] = []) {
    for (const entry of entries) this.add(entry);
  }

  /** @throws {Error} when the same method and path is registered twice */
  add(entry: E): void {
    if (this.entries.some(({ entry: other }) => other.method === entry.method && other.path === entry.path))
      throw new Error(`${entry.method} ${entry.path} is registered twice`);
    this.entries.push({ entry, segments: entry.path.split("/") });
  }

  match(method: string, pathname: string): { entry: E; params: Record<string, string> } | null {
    const parts = pathname.split("/");
    for (const { entry, segments } of this.entries) {
      if (entry.method !== method) continue;
      const params = matchSegments(segments, parts);
      if (params) return { entry, params };
    }
    return null;
  }
}

function matchSegments(segments: string[], parts: string[]): Record<string, string> | null {
  const open = segments.at(-1) === "*";
  if (open ? parts.length < segments.length : parts.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    if (segment === "*") return params;
    const part = parts[index] ?? "";
    if (segment.startsWith(":")) {
      if (part === "") return null;
      try {
        params[segment.slice(1)] = decodeURIComponent(part);
      } catch {
        return null;
      }
    } else if (segment !== part) return null;
  }
  return params;
}
