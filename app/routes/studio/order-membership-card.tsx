import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { ExternalLink } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { Card } from "~/components/ui/card";
import { KeyValue } from "~/components/ui/key-value";
import type { OrderMembership } from "./order-membership.server";

/** The membership an order began: how it stands, and every payment since. */
export function OrderMembershipCard({ membership }: { membership: SerializeFrom<OrderMembership> | null }) {
  if (!membership) return null;
  const { label, tone, plan, until, method, leaveReason, membersPath, stripeUrl, invoices } = membership;
  return (
    <Card
      title="Membership"
      footer={
        <div className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
          <Link to={membersPath} className="link-quiet inline-flex min-h-11 items-center sm:min-h-6">
            All members
          </Link>
          <a href={stripeUrl} target="_blank" rel="noreferrer" className="link-quiet inline-flex min-h-11 items-center gap-1.5 sm:min-h-6">
            See it in Stripe
            <ExternalLink aria-hidden="true" className="size-4" />
            <span className="sr-only">(opens a new tab)</span>
          </a>
        </div>
      }
    >
      <div className="mb-4 flex flex-wrap items-center gap-2.5 text-sm">
        <Badge tone={tone}>{label}</Badge>
        {until && <span className="text-ink-muted">{until}</span>}
      </div>
      <KeyValue items={[{ label: "Plan", value: plan }, ...(method ? [{ label: "Paid with", value: method }] : []), ...(leaveReason ? [{ label: "Why they left", value: leaveReason }] : [])]} />
      {invoices.length > 0 && (
        <>
          <h3 className="mt-6 text-sm font-semibold">Payments</h3>
          <ul className="mt-2 divide-y divide-line border-t border-line text-sm">
            {invoices.map(({ id, title, day, amount, label: state, tone: stateTone, note, url }) => (
              <li key={id} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1 py-3">
                <div className="min-w-0 flex-1 basis-48">
                  <p className="wrap-anywhere">
                    {url ? (
                      <a href={url} target="_blank" rel="noreferrer" className="link-quiet">
                        {title}
                        <span className="sr-only">{` of ${day} (opens Stripe’s invoice in a new tab)`}</span>
                      </a>
                    ) : (
                      title
                    )}
                  </p>
                  <p className="text-ink-muted wrap-anywhere">{note ? `${day} · ${note}` : day}</p>
                </div>
                <div className="flex items-center gap-3">
                  <Badge tone={stateTone}>{state}</Badge>
                  <span className="tabular-nums">{amount}</span>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
