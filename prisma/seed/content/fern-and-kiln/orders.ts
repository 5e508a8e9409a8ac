import type { DemoOrder } from "../types";

type Row = [buyerIndex: number, offerSlug: string, daysAgo: number, hour: number, outcome?: DemoOrder["outcome"]];

/**
 * Five weeks of trade, oldest first: quiet days, a newsletter about the free plan 24 days ago that brought people in,
 * and evenings busier than mornings. No buyer buys one thing twice.
 */
const rows: Row[] = [
  [0, "seven-evenings", 34, 9],
  [0, "wheel-throwing", 34, 20],
  [1, "cones-and-shrinkage", 34, 21],
  [5, "studio-logbook", 32, 18],
  [6, "wheel-throwing", 31, 19],
  [8, "glazes", 30, 22],
  [2, "seven-evenings", 29, 7],
  [14, "studio-logbook", 28, 12, "refunded"],
  [11, "wheel-throwing", 27, 20],
  [11, "cones-and-shrinkage", 27, 20],
  [4, "seven-evenings", 24, 8],
  [7, "seven-evenings", 24, 9],
  [10, "seven-evenings", 24, 11],
  [13, "seven-evenings", 24, 17],
  [2, "wheel-throwing", 24, 19],
  [7, "wheel-throwing", 24, 21],
  [15, "seven-evenings", 23, 8],
  [18, "glazes", 23, 13],
  [20, "wheel-throwing", 22, 18],
  [4, "wheel-throwing", 21, 20],
  [10, "studio-logbook", 20, 10],
  [19, "cones-and-shrinkage", 20, 15],
  [16, "wheel-throwing", 18, 19, "partially_refunded"],
  [21, "seven-evenings", 17, 6],
  [5, "glazes", 17, 21],
  [13, "wheel-throwing", 15, 18],
  [8, "cones-and-shrinkage", 14, 9],
  [23, "studio-logbook", 13, 20],
  [12, "seven-evenings", 13, 22],
  [1, "glazes", 11, 14],
  [15, "wheel-throwing", 10, 19],
  [15, "studio-logbook", 10, 19],
  [9, "wheel-throwing", 10, 21, "refunded"],
  [0, "glazes", 8, 20],
  [18, "cones-and-shrinkage", 8, 11, "disputed"],
  [21, "wheel-throwing", 7, 13],
  [17, "studio-logbook", 6, 17],
  [3, "seven-evenings", 6, 20],
  [22, "wheel-throwing", 4, 10],
  [6, "glazes", 3, 19],
  [20, "studio-logbook", 3, 21],
  [23, "wheel-throwing", 2, 20],
  [14, "cones-and-shrinkage", 1, 9],
  [19, "wheel-throwing", 1, 18],
  [12, "wheel-throwing", 1, 21],
];

export const orders: DemoOrder[] = rows.map(([buyerIndex, offerSlug, daysAgo, hour, outcome = "paid"]) => ({
  buyerIndex,
  offerSlug,
  daysAgo,
  hour,
  outcome,
}));
