import type { OrderFilter } from "~/domain/orders/list.server";
import { orderView, type OrderView } from "~/domain/orders/order-views";
import type { OfferKind } from "~/generated/prisma/enums";
import { DAY, later } from "~/lib/clock";
import { dayTyped, PERIODS, periodNamed } from "./list-period";

const KINDS: readonly OfferKind[] = ["course", "download", "bundle", "membership"];

/** What the address of the list (or of its file) asks for. */
export interface OrdersAsked {
  view: OrderView;
  /** Without `show`: the search looks through everything, the plain list shows sales. */
  standard: OrderView;
  filter: OrderFilter;
  /** What is set, as the form and the links repeat it: without `show` and without a place in the list. */
  set: { q: string; customer: string; offer: string; kind: string; country: string; period: string; from: string; to: string };
}

/** Read the list's address. Anything that is no value of a field counts as not set. */
export function readOrdersAsked(query: URLSearchParams): OrdersAsked {
  const q = query.get("q")?.trim().slice(0, 200) ?? "";
  const kind = KINDS.find((one) => one === query.get("kind")) ?? null;
  const offer = /^off_\w{1,40}$/.exec(query.get("offer") ?? "")?.[0] ?? "";
  const customer = /^usr_\w{1,40}$/.exec(query.get("customer") ?? "")?.[0] ?? "";
  const country = /^[A-Z]{2}$/.exec(query.get("country") ?? "")?.[0] ?? "";
  const [fromDay, toDay] = [dayTyped(query.get("from")), dayTyped(query.get("to"))];
  const named = fromDay || toDay ? undefined : PERIODS.find((one) => one.value === query.get("period"));
  const period = named ? periodNamed(named.value) : { from: fromDay, to: toDay && later(DAY, toDay) };
  const standard = q === "" ? "sales" : "all";
  return {
    view: orderView(query.get("show"), standard),
    standard,
    filter: { search: q, userId: customer || null, offerId: offer || null, kind, country: country || null, ...period },
    set: { q, customer, offer, kind: kind ?? "", country, period: named?.value ?? "", from: fromDay ? (query.get("from") ?? "") : "", to: toDay ? (query.get("to") ?? "") : "" },
  };
}

/** The query of an address that asks for the same, in another view or at another place. Empty values are left out. */
export function ordersQuery({ set, view, standard }: Pick<OrdersAsked, "set" | "view" | "standard">, place: Record<string, string> = {}): string {
  const entries = Object.entries({ ...set, ...(view === standard ? {} : { show: view }), ...place }).filter(([, value]) => value !== "");
  return entries.length === 0 ? "" : `?${new URLSearchParams(entries)}`;
}
