import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction, TypedResponse } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { Gift } from "lucide-react";
import { requireStore } from "~/auth/guards.server";
import { Badge } from "~/components/ui/badge";
import { Banner } from "~/components/ui/banner";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { buttonStyles } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { PageHeader } from "~/components/ui/page-header";
import { Stat, StatRow } from "~/components/ui/stat";
import { AccessList } from "../access-list";
import { MailLines } from "../mail/mail-lines";
import { NotesCard } from "../notes-card";
import { noteAction, type NoteAnswer } from "../notes.server";
import { OrdersTable } from "../orders-table";
import { customerPage } from "./customer-page.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.name ?? "Customer"} · Lectern` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = await customerPage(await requireStore(request, "customers.read"), params.customerId ?? "");
  if (!page) throw new Response("Not found", { status: 404 });
  return page;
}

/** Notes are written and deleted here. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<NoteAnswer>> {
  const { viewer, store } = await requireStore(request, "notes.write");
  const userId = params.customerId ?? "";
  const noted = await noteAction(await request.formData(), { storeId: store.id, authorId: viewer.id }, { userId }, `/studio/customers/${userId}`);
  if (!noted) throw new Response("Unknown intent", { status: 400 });
  return noted;
}

/** One customer: what they bought, what they can open, what was mailed, what is noted. */
export default function Customer() {
  const customer = useLoaderData<typeof loader>();
  const answer = useActionData<NoteAnswer>();
  const page = `/studio/customers/${customer.id}`;
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs items={[{ label: "Customers", to: "/studio/customers" }, { label: customer.name }]} />}
        title={<span className="wrap-anywhere">{customer.name}</span>}
        badges={customer.member && <Badge tone="success">Member</Badge>}
        description={
          <a href={`mailto:${customer.email}`} className="link-quiet wrap-anywhere">
            {customer.email}
          </a>
        }
        actions={
          customer.may.access && (
            <Link to={`/studio/customers/give?${new URLSearchParams({ to: customer.email, back: page })}`} className={buttonStyles({ variant: "secondary" })}>
              <Gift aria-hidden="true" />
              Give access
            </Link>
          )
        }
      />
      {customer.mailProblem && (
        <Banner tone="urgent" title={customer.mailProblem.title} className="mb-8">
          <p>{customer.mailProblem.text}</p>
        </Banner>
      )}
      <StatRow className="mb-6">
        <Stat label="Paid in all" value={customer.totals[0] ?? "–"} note={customer.totals.length > 1 ? `and ${customer.totals.slice(1).join(", ")}` : "Less what went back or a bank took, renewals counted."} />
        <Stat label="Orders" value={customer.orderCount.toLocaleString("en")} note={customer.orderCount === 0 ? "Was given something." : "Paid or free."} />
        <Stat label="Customer since" value={<span className="text-lg">{customer.first}</span>} note={`Last here ${customer.last}`} />
      </StatRow>
      <div className="grid gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:items-start">
        <div className="space-y-6">
          {customer.memberships.length > 0 && (
            <Card title="Memberships">
              <ul className="divide-y divide-line text-sm">
                {customer.memberships.map((membership) => (
                  <li key={membership.id} className="py-3.5 first:pt-0 last:pb-0">
                    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                      <Link to={membership.to} className="link-quiet min-w-0 font-medium wrap-anywhere">
                        {membership.title}
                      </Link>
                      <Badge tone={membership.tone}>{membership.label}</Badge>
                    </p>
                    <p className="mt-1 text-ink-muted">{membership.facts}</p>
                    {membership.why && <p className="mt-1 wrap-anywhere text-ink-muted">“{membership.why}”</p>}
                  </li>
                ))}
              </ul>
            </Card>
          )}
          <Card title="Orders" flush>
            {customer.orders.length === 0 ? <p className="p-5 text-sm text-ink-muted sm:p-6">There is none.</p> : <OrdersTable rows={customer.orders} caption="Their orders, newest first" withBuyer={false} />}
            {customer.moreOrders && (
              <p className="border-t border-line px-5 py-3.5 text-sm sm:px-6">
                <Link to={customer.moreOrders} className="link-quiet">
                  All their orders
                </Link>
              </p>
            )}
          </Card>
          <Card title="Access" description={customer.access.length === 0 ? "They can open nothing of yours." : undefined}>
            {customer.access.length > 0 && <AccessList lines={customer.access} />}
          </Card>
        </div>
        <div className="space-y-6">
          <NotesCard notes={customer.notes} problem={answer?.noteProblem} mayWrite={customer.may.notes} />
          <Card title="Mails">
            <MailLines mails={customer.mails} back={page} mayResend={customer.may.resend} />
          </Card>
        </div>
      </div>
    </>
  );
}
