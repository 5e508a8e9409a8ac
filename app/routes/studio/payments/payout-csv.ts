import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStore } from "~/auth/guards.server";
import { allPayoutLines, type PayoutLine } from "~/domain/payouts/payout-contents.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import type { PayoutState } from "~/integrations/stripe/balance.server";
import type { Cell } from "~/lib/csv";
import { toDecimal } from "~/lib/money";
import { csvResponse } from "../csv-response.server";
import { ownPayout } from "./own-payout.server";
import { kindWords } from "./payout-view.server";

const HEADER = ["Line", "When (UTC)", "Kind", "Order", "Order id", "Offer", "Buyer", "Renewal", "Description", "Currency", "Amount", "Stripe fee", "Platform fee", "Net", "Payment", "Source"];

/** Every line of a payout as a file; a reading that breaks off says so in its last line. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const { store } = await requireStore(request, "payments.read");
  const { account, read } = await ownPayout(store.id, params["payoutId"] ?? "", new URL(request.url).searchParams.get("account"));
  if (!read.ok) throw new Response("Stripe does not answer right now. Try again in a minute.", { status: 503 });
  if (!read.value.automatic) throw new Response("Of a payout that was asked for by hand Stripe keeps no list.", { status: 404 });
  return csvResponse(`payout-${read.value.id}`, store.slug, HEADER, batches(account, read.value));
}

async function* batches(account: ConnectedAccount, payout: PayoutState): AsyncGenerator<Cell[][]> {
  for await (const page of allPayoutLines(account, payout)) yield page.ok ? page.value.map(cells) : [["Not complete: Stripe stopped answering. Load this file again."]];
}

function cells(line: PayoutLine): Cell[] {
  const amount = (value: bigint) => toDecimal({ amount: value, currency: line.currency });
  const { sale } = line;
  return [
    line.id, line.at.toISOString().slice(0, 19).replace("T", " "), kindWords(line), sale?.number ?? null, sale?.orderId ?? null, sale?.title ?? null, sale?.buyer ?? null, sale?.renewal ? "yes" : null, line.description,
    line.currency.toUpperCase(), amount(line.amount), amount(-line.stripeFee), amount(-line.platformFee), amount(line.net), line.paymentIntentId, line.sourceId,
  ];
}
