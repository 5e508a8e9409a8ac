import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStore } from "~/auth/guards.server";
import { exportCustomers, type ListedCustomer } from "~/domain/customers/list.server";
import type { Cell } from "~/lib/csv";
import { toDecimal } from "~/lib/money";
import { csvResponse } from "../csv-response.server";

const HEADER = ["Name", "Address", "Orders", "First here (UTC)", "Last here (UTC)", "Member", "Paid in all", "Currency", "Paid in other currencies", "Mail"];

/** The customers of the list as it is narrowed, all pages, as a file. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const { viewer, store } = await requireStore(request, "customers.read");
  const search = new URL(request.url).searchParams.get("q")?.trim().slice(0, 200) ?? "";
  const customers = await exportCustomers({ storeId: store.id, actorId: viewer.id }, search);
  return csvResponse("customers", store.slug, HEADER, lines(customers));
}

async function* lines(customers: AsyncGenerator<ListedCustomer[]>): AsyncGenerator<Cell[][]> {
  for await (const batch of customers) yield batch.map(line);
}

function line({ name, email, orders, firstAt, lastAt, member, totals, mailProblem }: ListedCustomer): Cell[] {
  const [main, ...others] = totals;
  const day = (at: Date) => at.toISOString().slice(0, 10);
  return [
    name, email, orders, day(firstAt), day(lastAt), member ? "yes" : "no", main ? toDecimal(main) : null, main ? main.currency.toUpperCase() : null,
    others.map((total) => `${toDecimal(total)} ${total.currency.toUpperCase()}`).join(" + ") || null, mailProblem,
  ];
}
