import { figure, type Figure } from "./figure";
import { twoStores } from "./large-store";
import { inTurns, percentile } from "./percentile";

/** The studio's lists of orders of a store with 1,000,000 of them against one with 1,000: p95 in milliseconds. */
export function ordersList(): Promise<Figure[]> {
  return pages([
    ["orders list", () => "/studio/orders"],
    ["orders list, everything of one country", () => "/studio/orders?show=all&country=PT"],
    ["orders list, one buyer searched by address", (orders) => `/studio/orders?q=${encodeURIComponent(`buyer7@${orders > 1_000 ? "large" : "small"}.example`)}`],
  ]);
}

/** The studio's front page and figures of the same two stores. */
export function dashboard(): Promise<Figure[]> {
  return pages([
    ["dashboard", () => "/studio"],
    ["figures, 30 days", () => "/studio/figures"],
    ["figures, 12 months", () => "/studio/figures?span=12m"],
  ]);
}

async function pages(list: readonly (readonly [name: string, path: (orders: number) => string])[]): Promise<Figure[]> {
  const { world, small, large } = await twoStores();
  const figures: Figure[] = [];
  for (const [name, path] of list) {
    const [few = [], many = []] = await inTurns([small, large].map(({ orders }) => `${world.url}${path(orders)}`), {}, { cookies: [small.cookie, large.cookie], rounds: 150 });
    figures.push(figure(`${name} at 1,000,000 orders (p95; baseline 1,000 orders)`, "ms", percentile(many, 0.95), percentile(few, 0.95)));
  }
  return figures;
}
