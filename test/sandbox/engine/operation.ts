import type Stripe from "stripe";
import type { Engine } from "./engine";
import { invalidRequest, missingResource } from "./errors";
import { type AnyShape, boolean, integer, list, range, type Shape, text } from "./params";
import type { TableName, Tables } from "./tables";

/** One call of an operation, already authenticated, scoped to an account and with checked parameters. */
export interface Call<P> {
  engine: Engine;
  params: P;
  /** The account whose objects this call may see: a connected one, or the platform. */
  account: string;
  /** True when the platform calls for a connected account (`Stripe-Account`); false with the account's own key. */
  onBehalf: boolean;
  /** The key it came with, for refusals that name it. */
  key: string;
  path: Readonly<Record<string, string>>;
}

export interface Operation {
  /** As in the SDK: `checkout.sessions.create`. Faults and the request log use this name. */
  name: string;
  method: "GET" | "POST" | "DELETE";
  path: string;
  /** `platform`: refused with a Stripe-Account header, and for accounts that are no platform. `own`: refused with a Stripe-Account header. */
  scope: "any" | "own" | "platform";
  shape: AnyShape;
  /**
   * Returns an unexpanded object. Must be synchronous: that makes every operation atomic. A `StripeApiError` that is thrown undoes everything; one that is
   * returned is answered too, and what happened stays (a declined payment).
   */
  run(call: Call<unknown>): object;
}

interface Definition<P> {
  name: string;
  method: Operation["method"];
  path: string;
  scope?: Operation["scope"];
  params: Shape<Omit<P, "expand">>;
  run(call: Call<Omit<P, "expand">>): object;
}

/** Declares an operation. `expand` belongs to every operation and is done by the dispatcher. */
export function operation<P>(definition: Definition<P>): Operation {
  return {
    name: definition.name,
    method: definition.method,
    path: definition.path,
    scope: definition.scope ?? "any",
    shape: { ...(definition.params as AnyShape), expand: list(text()) },
    run: (call) => definition.run(call as Call<Omit<P, "expand">>),
  };
}

/** Gets an object of the call's account by the id in the path. @throws {StripeApiError} resource_missing, 404 */
export function subject<N extends TableName>(call: Call<unknown>, table: N, noun: string = table, key = "id"): Tables[N] {
  const id = call.path[key] ?? "";
  const found = call.engine.find(call.account, table, id);
  if (!found) throw missingResource(noun, id, "id");
  return found;
}

/** Gets an object that a parameter names. @throws {StripeApiError} resource_missing, 400 */
export function referenced<N extends TableName>(call: Call<unknown>, table: N, id: string, param: string, noun: string = table): Tables[N] {
  const found = call.engine.find(call.account, table, id);
  if (!found) throw missingResource(noun, id, param, 400);
  return found;
}

/** A retrieve by id, the same for every kind of object. */
export function retrieve<N extends TableName>(name: string, path: string, table: N, noun: string = table): Operation {
  return operation<Stripe.ProductRetrieveParams>({ name, method: "GET", path, params: {}, run: (call) => subject(call, table, noun) as object });
}

export const paging = { ending_before: text(), limit: integer(1, 100), starting_after: text() };
export const created = { created: range };
export const active = { active: boolean() };

type Page = { ending_before?: string; limit?: number; starting_after?: string; created?: Stripe.RangeQueryParam | number };

/**
 * Answers a list: newest first, with cursors (https://docs.stripe.com/api/pagination).
 * @param rows in the order of creation
 */
export function page<T extends { id: string }>(rows: readonly T[], params: Page, path: string, noun: string): Stripe.ApiList<T> {
  if (params.starting_after && params.ending_before)
    throw invalidRequest("You can only specify one of these parameters: starting_after, ending_before.", { param: "ending_before" });
  const created = (row: T) => ("created" in row && typeof row.created === "number" ? row.created : 0);
  const matching = rows.map((row, index) => ({ row, index })).filter(({ row }) => inRange(created(row), params.created));
  matching.sort((a, b) => created(b.row) - created(a.row) || b.index - a.index);
  const all = matching.map(({ row }) => row);
  const limit = params.limit ?? 10;
  const cursor = (id: string, param: string) => {
    const index = all.findIndex((row) => row.id === id);
    if (index === -1) throw missingResource(noun, id, param, 400);
    return index;
  };
  if (params.ending_before) {
    const end = cursor(params.ending_before, "ending_before");
    const start = Math.max(0, end - limit);
    return { object: "list", data: all.slice(start, end), has_more: start > 0, url: path };
  }
  const start = params.starting_after ? cursor(params.starting_after, "starting_after") + 1 : 0;
  return { object: "list", data: all.slice(start, start + limit), has_more: all.length > start + limit, url: path };
}

function inRange(value: number, wanted: Page["created"]): boolean {
  if (wanted === undefined) return true;
  if (typeof wanted === "number") return value === wanted;
  const { gt, gte, lt, lte } = wanted;
  return (gt === undefined || value > gt) && (gte === undefined || value >= gte) && (lt === undefined || value < lt) && (lte === undefined || value <= lte);
}

/** Applies a metadata parameter: an empty value removes its key, an empty string removes all. */
export function mergeMetadata(current: Stripe.Metadata | null, change: Stripe.Emptyable<Stripe.MetadataParam> | undefined): Stripe.Metadata {
  if (change === undefined) return current ?? {};
  if (change === null || change === "") return {};
  const merged: Stripe.Metadata = { ...current };
  for (const [key, value] of Object.entries(change)) {
    if (value === null || value === "") delete merged[key];
    else merged[key] = String(value);
  }
  return merged;
}

/** The application that objects made by this call belong to: the platform's, when it works on somebody else's account. */
export function applicationOf(call: Pick<Call<unknown>, "engine" | "onBehalf">): string | null {
  return call.onBehalf ? call.engine.keys.clientId : null;
}

/** The id of a field that is either an id or an expanded object. Stored objects always hold ids. */
export function idOf(value: string | { id: string } | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : value.id;
}
