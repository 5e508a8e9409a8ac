import type { LoaderFunctionArgs, MetaFunction, SerializeFrom } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ReceiptText } from "lucide-react";
import { requireViewer } from "~/auth/guards.server";
import { Badge } from "~/components/ui/badge";
import { buttonStyles } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { PageHeader } from "~/components/ui/page-header";
import { Pagination } from "~/components/ui/pagination";
import { Table, type TableColumn } from "~/components/ui/table";
import { orderInWords } from "~/domain/library/order-words";
import { studentOrders } from "~/domain/library/orders.server";
import { formatDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";

export const meta: MetaFunction = () => [{ title: "Orders" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const asked = new URL(request.url).searchParams;
  const { rows, newer, older } = await studentOrders(viewer.id, { before: asked.get("before"), after: asked.get("after") });
  return {
    orders: rows.map((order) => {
      const { label, tone } = orderInWords(order);
      return {
        id: order.id,
        title: order.offerTitle,
        seller: order.store.name,
        day: formatDay(order.paidAt ?? order.createdAt),
        amount: formatMoney({ amount: order.amountPaid || order.amount, currency: order.currency }),
        label,
        tone,
      };
    }),
    newer: newer && `/library/orders?after=${newer}`,
    older: older && `/library/orders?before=${older}`,
  };
}

type Listed = SerializeFrom<typeof loader>["orders"][number];

const columns: TableColumn<Listed>[] = [
  { key: "title", header: "What", primary: true, cell: titleCell },
  { key: "seller", header: "Seller", cell: (order) => order.seller },
  { key: "day", header: "Date", cell: (order) => order.day, className: "sm:whitespace-nowrap" },
  { key: "status", header: "State", cell: stateCell },
  { key: "amount", header: "Amount", align: "end", cell: (order) => order.amount },
];

function titleCell(order: Listed) {
  return (
    <Link to={`/library/orders/${order.id}`} className="link-quiet inline-flex min-h-11 items-center sm:min-h-6">
      {order.title}
    </Link>
  );
}

function stateCell(order: Listed) {
  return <Badge tone={order.tone}>{order.label}</Badge>;
}

export default function Orders() {
  const { orders, newer, older } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="Orders" description="What you bought, and the receipts for it." actions={<Link to="/library/mails" className={buttonStyles({ variant: "secondary" })}>Mails to you</Link>} />
      {orders.length === 0 && !newer ? (
        <EmptyState icon={<ReceiptText />} title="No orders yet">
          <p>Whatever you buy is listed here, with its receipt.</p>
        </EmptyState>
      ) : (
        <Card flush>
          <Table
            caption="Your orders"
            rows={orders}
            rowKey={(order) => order.id}
            columns={columns}
          />
        </Card>
      )}
      <Pagination newer={newer} older={older} label="Pages of your orders" />
    </>
  );
}
