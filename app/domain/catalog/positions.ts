export type Direction = "up" | "down";

export interface Placed {
  id: string;
  position: number;
}

/**
 * The list with one thing moved by a step, as the positions that change. Empty when it is at the end already or not in
 * the list. `items` in their present order; positions may have gaps or, after old faults, repeat.
 */
export function moveByOne(items: readonly Placed[], id: string, direction: Direction): Placed[] {
  const from = items.findIndex((item) => item.id === id);
  const to = direction === "up" ? from - 1 : from + 1;
  if (from === -1 || to < 0 || to >= items.length) return [];
  const order = [...items];
  const [moved] = order.splice(from, 1);
  if (!moved) return [];
  order.splice(to, 0, moved);
  return order.flatMap((item, position) => (item.position === position ? [] : [{ id: item.id, position }]));
}
