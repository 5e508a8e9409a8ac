/**
 * A place in a list, told by its neighbours instead of by a number: a list that another window changed meanwhile still
 * has such a place, and nothing in it is lost. Null: there is no neighbour on that side.
 */
export interface Place {
  after: string | null;
  before: string | null;
}

/** Where a thing stands now. Null on both sides when it is alone or not in the list. */
export function placeOf(list: readonly string[], id: string): Place {
  const at = list.indexOf(id);
  return at === -1 ? { after: null, before: null } : { after: list[at - 1] ?? null, before: list[at + 1] ?? null };
}

/**
 * The list with a thing put at a place; it may stand in the list already. The neighbour above decides, then the one below.
 * When both have gone elsewhere: at the start if the start was meant, else at the end.
 */
export function putAt(list: readonly string[], id: string, { after, before }: Place): string[] {
  const order = list.filter((other) => other !== id);
  const above = after === null ? -1 : order.indexOf(after);
  const below = before === null ? -1 : order.indexOf(before);
  const at = above !== -1 ? above + 1 : below !== -1 ? below : after === null && before !== null ? 0 : order.length;
  order.splice(at, 0, id);
  return order;
}
