import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction, TypedResponse } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { BellRing } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { BinButton } from "~/components/ui/bin-button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { Pagination } from "~/components/ui/pagination";
import { Table, type TableColumn } from "~/components/ui/table";
import { saleOf, type Sale } from "~/domain/catalog/for-sale";
import { connectedAccounts } from "~/domain/merchants/queries.server";
import { waitingCounts, waitingPage } from "~/domain/waiting-list/queries.server";
import { removeWaiting } from "~/domain/waiting-list/remove-waiting.server";
import { formatDay, formatMoment } from "~/lib/dates";
import { Confirmed, QuestionBanner, type Question } from "./confirmed";
import { found, redirectWith, requireOffer } from "./own-offer.server";

export const meta: MetaFunction = () => [{ title: "Waiting list · Lectern" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { offer, price, store } = await requireOffer(request, params.offerId, "customers.read");
  const query = new URL(request.url).searchParams;
  const [{ rows, newer, older }, counts, accounts] = await Promise.all([
    waitingPage(offer.id, { before: query.get("before"), after: query.get("after") }),
    waitingCounts([offer.id]),
    connectedAccounts(store.id),
  ]);
  return {
    offerId: offer.id,
    waiting: counts.get(offer.id) ?? 0,
    sales: saleOf({ ...offer, price }, accounts).state,
    archived: offer.status === "archived",
    rows: rows.map(({ id, email, createdAt, notifiedAt }) => ({ id, email, since: formatDay(createdAt), sinceAt: createdAt.toISOString(), told: notifiedAt && formatMoment(notifiedAt) })),
    newer: newer && `?after=${newer}`,
    older: older && `?before=${older}`,
  };
}

/** Forget an address. Without JavaScript the question is asked by the page. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<{ question: Question }>> {
  const { key, viewer } = await requireOffer(request, params.offerId, "access.change");
  const form = await request.formData();
  const entryId = String(form.get("entryId") ?? "");
  if (form.get("confirmed") !== "yes") {
    return Response.json({ question: { title: "Remove this address?", description: FORGOTTEN, confirmLabel: "Remove address", fields: { entryId } } }, { status: 400 });
  }
  const { email } = found(await removeWaiting({ ...key, entryId, actorId: viewer.id }));
  return redirectWith(`/studio/offers/${key.offerId}/waiting`, `${email} is off the list.`);
}

const FORGOTTEN = "The address is forgotten at once and gets no mail about this offer. They can put it on the list again themselves.";

type Row = { id: string; email: string; since: string; sinceAt: string; told: string | null };

const COLUMNS: ReadonlyArray<TableColumn<Row>> = [
  { key: "email", header: "Address", primary: true, cell: (row) => <span className="break-all">{row.email}</span> },
  {
    key: "since",
    header: "Since",
    cell: (row) => (
      <time dateTime={row.sinceAt} className="whitespace-nowrap">
        {row.since}
      </time>
    ),
  },
  { key: "told", header: "Told", cell: (row) => row.told ?? <Badge tone="info">Waits</Badge> },
  { key: "remove", header: <span className="sr-only">Remove</span>, align: "end", cell: (row) => <Remove row={row} /> },
];

/** Who wants to hear when this can be bought again. */
export default function Waiting() {
  const { offerId, waiting, sales, archived, rows, newer, older } = useLoaderData<typeof loader>();
  const answer = useActionData<{ question: Question }>();
  if (rows.length === 0 && !newer && !older) {
    return (
      <EmptyState icon={<BellRing aria-hidden="true" />} title="Nobody waits">
        When Stripe takes no payments for you, visitors of this offer can leave their address here instead of buying. They are told by mail, once, as soon as sales are back. You need not do anything.
      </EmptyState>
    );
  }
  return (
    <div className="space-y-5">
      {answer?.question && <QuestionBanner question={answer.question} back={`/studio/offers/${offerId}/waiting`} />}
      <div>
        <h2 className="font-display text-xl font-medium tracking-[-0.01em]">{waitingText(waiting)}</h2>
        <p className="mt-1.5 max-w-prose text-sm text-ink-muted">{archived ? STANDING.archived : STANDING[sales]}</p>
      </div>
      <Card flush>
        <Table caption="Waiting list, newest first" rows={rows} rowKey={(row) => row.id} columns={COLUMNS} />
      </Card>
      <Pagination newer={newer} older={older} label="Pages of the waiting list" />
    </div>
  );
}

const STANDING: Record<Sale["state"] | "archived", string> = {
  paused: "Sales are paused. As soon as Stripe has taken payments again for two minutes, everyone here gets one mail with a link to the page.",
  open: "Sales are open. Whoever still waits gets their one mail within a few minutes.",
  off: "This offer is not published, so nobody is told. Once it can be bought, everyone who waits gets one mail.",
  archived: "This offer is archived, so nobody is told. If you bring it back and it can be bought, everyone who waits gets one mail.",
};

function waitingText(count: number): string {
  if (count === 0) return "Nobody waits any more";
  return count === 1 ? "One person waits for this offer" : `${count.toLocaleString("en")} people wait for this offer`;
}

function Remove({ row }: { row: Row }) {
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="entryId" value={row.id} />
      <Confirmed />
      <BinButton label={`Remove ${row.email}`} title="Remove this address?" description={`${row.email}: ${FORGOTTEN.charAt(0).toLowerCase()}${FORGOTTEN.slice(1)}`} confirmLabel="Remove address" />
    </Form>
  );
}
