import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ReceiptText } from "lucide-react";
import { requireStore } from "~/auth/guards.server";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { PageHeader } from "~/components/ui/page-header";
import { Pagination } from "~/components/ui/pagination";
import { cn } from "~/lib/cn";
import { ordersNeedingAttention, orderView, setupProgress, storeOrders, type OrderView } from "~/domain/orders/queries.server";
import { orderRow } from "./order-row.server";
import { OrdersTable } from "./orders-table";

export const meta: MetaFunction = () => [{ title: "Orders · Lectern" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await requireStore(request);
  const query = new URL(request.url).searchParams;
  const view = orderView(query.get("show"));
  const [{ rows, newer, older }, attention, { sold }] = await Promise.all([
    storeOrders(store.id, view, { before: query.get("before"), after: query.get("after") }),
    ordersNeedingAttention(store.id),
    setupProgress(store.id),
  ]);
  const address = (side: "before" | "after", cursor: string | null) => cursor && `?${new URLSearchParams({ ...(view === "sales" ? {} : { show: view }), [side]: cursor })}`;
  return { view, rows: rows.map(orderRow), newer: address("after", newer), older: address("before", older), attention, sold };
}

const VIEWS: ReadonlyArray<{ view: OrderView; label: string }> = [
  { view: "sales", label: "Sales" },
  { view: "waiting", label: "On their way" },
  { view: "refunded", label: "Refunded" },
  { view: "attention", label: "Need a look" },
  { view: "unfinished", label: "Not finished" },
];

const EMPTY: Record<OrderView, { title: string; text: string }> = {
  sales: { title: "No sale yet", text: "Every sale stands here, with the way its money took and the state of its receipt." },
  waiting: { title: "Nothing is on its way", text: "Payments by bank debit and the like wait here until the money arrives." },
  refunded: { title: "Nothing was refunded", text: "You refund in your Stripe dashboard; it shows here right after." },
  attention: { title: "Nothing needs a look", text: "If a payment ever does not match its order, it waits here for you." },
  unfinished: { title: "No abandoned checkout", text: "Checkouts that were begun and not paid are listed here." },
};

export default function Orders() {
  const { view, rows, newer, older, attention, sold } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="Orders" description="What was sold, to whom, and where the money is." />
      {attention > 0 && view !== "attention" && (
        <Banner
          tone="urgent"
          title={attention === 1 ? "One order needs a look" : `${attention} orders need a look`}
          action={
            <Button asChild size="sm" variant="secondary">
              <Link to="?show=attention">See which</Link>
            </Button>
          }
          className="mb-8"
        >
          What Stripe took does not match the order, so no access was given.
        </Banner>
      )}
      <nav aria-label="Which orders" className="-mx-4 mb-5 overflow-x-auto px-4 [scrollbar-width:none] sm:mx-0 sm:px-0">
        <ul className="flex min-w-max gap-2">
          {VIEWS.map((item) => (
            <li key={item.view}>
              <Link
                to={item.view === "sales" ? "/studio/orders" : `?show=${item.view}`}
                aria-current={item.view === view ? "page" : undefined}
                className={cn(
                  "flex min-h-11 items-center rounded-full border px-4 text-sm sm:min-h-9",
                  item.view === view ? "border-ink bg-ink text-paper" : "border-edge text-ink-muted hover:border-line-strong hover:text-ink",
                )}
              >
                {item.label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {rows.length === 0 ? (
        <EmptyState
          icon={<ReceiptText aria-hidden="true" />}
          title={EMPTY[view].title}
          action={
            view === "sales" && !sold ? (
              <Button asChild variant="secondary">
                <Link to="/studio/offers">Go to your offers</Link>
              </Button>
            ) : undefined
          }
        >
          {EMPTY[view].text}
        </EmptyState>
      ) : (
        <Card flush>
          <OrdersTable rows={rows} caption="Orders, newest first" />
        </Card>
      )}
      <Pagination newer={newer} older={older} label="Pages of orders" />
    </>
  );
}
