import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Download, ReceiptText } from "lucide-react";
import { requireStore } from "~/auth/guards.server";
import { Banner } from "~/components/ui/banner";
import { Button, buttonStyles } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { PageHeader } from "~/components/ui/page-header";
import { Pagination } from "~/components/ui/pagination";
import { Pills } from "~/components/ui/pills";
import { offerTitles } from "~/domain/catalog/offer-titles.server";
import { customerName } from "~/domain/customers/customer.server";
import { orderCountries, ordersToLookAt, storeOrders } from "~/domain/orders/list.server";
import type { OrderView } from "~/domain/orders/order-views";
import { setupProgress } from "~/domain/orders/queries.server";
import { countryName } from "~/lib/country-name";
import { orderRow } from "./order-row.server";
import { ordersQuery, readOrdersAsked } from "./orders-asked.server";
import { OrdersFilter } from "./orders-filter";
import { OpenDisputes } from "./open-disputes";
import { openDisputeLines } from "./open-disputes.server";
import { OrdersTable } from "./orders-table";

export const meta: MetaFunction = () => [{ title: "Orders · Lectern" }];

const VIEWS: ReadonlyArray<{ view: OrderView; label: string }> = [
  { view: "sales", label: "Sales" },
  { view: "waiting", label: "On their way" },
  { view: "refunded", label: "Refunded" },
  { view: "disputes", label: "Disputed" },
  { view: "attention", label: "Need a look" },
  { view: "given", label: "Given" },
  { view: "unfinished", label: "Not finished" },
  { view: "all", label: "Everything" },
];

export async function loader({ request }: LoaderFunctionArgs) {
  const { store, may } = await requireStore(request, "orders.read");
  const query = new URL(request.url).searchParams;
  const asked = readOrdersAsked(query);
  const [{ rows, newer, older }, marks, { sold }, offers, countries, customer] = await Promise.all([
    storeOrders(store.id, asked.view, { ...asked.filter, before: query.get("before"), after: query.get("after") }),
    ordersToLookAt(store.id),
    setupProgress(store.id),
    offerTitles(store.id, asked.filter.offerId ?? null),
    orderCountries(store.id),
    asked.filter.userId && may("customers.read") ? customerName(store.id, asked.filter.userId) : null,
  ]);
  const address = (side: "before" | "after", cursor: string | null) => cursor && `/studio/orders${ordersQuery(asked, { [side]: cursor })}`;
  return {
    view: asked.view,
    show: asked.view === asked.standard ? null : asked.view,
    set: asked.set,
    customer: customer && { name: customer, to: `/studio/customers/${asked.set.customer}` },
    narrowed: Object.values(asked.set).some((value) => value !== ""),
    // With the dates until which an answer counts.
    disputed: asked.view === "disputes" && Object.values(asked.set).every((value) => value === "") ? await openDisputeLines(store.id) : null,
    rows: rows.map(orderRow),
    newer: address("after", newer),
    older: address("before", older),
    ...marks,
    sold,
    views: VIEWS.map(({ view, label }) => ({ view, label, here: view === asked.view, to: `/studio/orders${ordersQuery({ ...asked, view })}` })),
    file: `/studio/orders/export.csv${ordersQuery(asked)}`,
    offers: offers.map(({ id, title }) => ({ value: id, label: title })),
    countries: countries.map((code) => ({ value: code, label: countryName(code) })).sort((a, b) => a.label.localeCompare(b.label, "en")),
  };
}

const EMPTY: Record<OrderView, { title: string; text: string }> = {
  sales: { title: "No sale yet", text: "Every sale stands here, with the way its money took and the state of its receipt." },
  waiting: { title: "Nothing is on its way", text: "Payments by bank debit and the like wait here until the money arrives." },
  refunded: { title: "Nothing was refunded", text: "What goes back to a buyer, from here or from your Stripe dashboard, shows here right after." },
  disputes: { title: "No open dispute", text: "If a buyer’s bank takes a payment back, the order stands here until it is decided." },
  attention: { title: "Nothing needs a look", text: "If a payment ever does not match its order, or money that is to go back does not arrive, it waits here for you." },
  given: { title: "Nothing was given by hand", text: "What you or your team give to somebody for nothing is listed here." },
  unfinished: { title: "No abandoned checkout", text: "Checkouts that were begun and not paid are listed here." },
  all: { title: "No order yet", text: "Orders, checkouts and what was given by hand: everything stands here." },
};

export default function Orders() {
  const { view, show, set, customer, narrowed, disputed, rows, newer, older, attention, disputes, sold, views, file, offers, countries } = useLoaderData<typeof loader>();
  const nothing = narrowed ? { title: "No order like that", text: "Try fewer words, another way of looking above, or clear the filter." } : EMPTY[view];
  return (
    <>
      <PageHeader
        title="Orders"
        description={
          customer ? (
            <>
              What{" "}
              <Link to={customer.to} className="link-quiet">
                {customer.name}
              </Link>{" "}
              has or had from you.
            </>
          ) : (
            "What was sold, to whom, and where the money is."
          )
        }
        actions={
          rows.length > 0 && (
            // Not a page: the browser keeps it as a file.
            <a href={file} download className={buttonStyles({ variant: "secondary" })}>
              <Download aria-hidden="true" />
              Export CSV
            </a>
          )
        }
      />
      {disputes > 0 && view !== "disputes" && <Waiting to="?show=disputes" title={disputes === 1 ? "A bank disputes one payment" : `Banks dispute ${disputes} payments`} text="Answer on Stripe before the deadline, or the money is lost." />}
      {attention > 0 && view !== "attention" && <Waiting to="?show=attention" title={attention === 1 ? "One order needs a look" : `${attention} orders need a look`} text="What Stripe took does not match the order, or money that was to go back did not." />}
      <OrdersFilter set={set} show={show} offers={offers} countries={countries} plain="/studio/orders" />
      <Pills label="Which orders" pills={views} className="mb-5" />
      {rows.length === 0 ? (
        <EmptyState
          icon={<ReceiptText aria-hidden="true" />}
          title={nothing.title}
          action={
            narrowed ? (
              <Button asChild variant="secondary">
                <Link to="/studio/orders">Clear the filter</Link>
              </Button>
            ) : view === "sales" && !sold ? (
              <Button asChild variant="secondary">
                <Link to="/studio/offers">Go to your offers</Link>
              </Button>
            ) : undefined
          }
        >
          {nothing.text}
        </EmptyState>
      ) : disputed ? (
        <OpenDisputes rows={disputed} />
      ) : (
        <Card flush>
          <OrdersTable rows={rows} caption="Orders, newest first" />
        </Card>
      )}
      {!disputed && <Pagination newer={newer} older={older} label="Pages of orders" />}
    </>
  );
}

/** Orders that wait for a person, above the list. */
function Waiting({ to, title, text }: { to: string; title: string; text: string }) {
  return (
    <Banner
      tone="urgent"
      title={title}
      action={
        <Button asChild size="sm" variant="secondary">
          <Link to={to}>See which</Link>
        </Button>
      }
      className="mb-6"
    >
      {text}
    </Banner>
  );
}
