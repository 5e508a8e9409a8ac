import type { LoaderFunctionArgs, MetaFunction, SerializeFrom } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { BadgeCheck } from "lucide-react";
import { requireViewer } from "~/auth/guards.server";
import { AccentScope } from "~/components/ui/accent-scope";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { PageHeader } from "~/components/ui/page-header";
import { givenInWords, membershipInWords } from "~/domain/memberships/member-words";
import { myMemberships } from "~/domain/memberships/my-memberships.server";
import { payPath } from "~/domain/memberships/pay-link";
import { recurringText } from "~/domain/memberships/price-words";
import { formatMoney } from "~/lib/money";

export const meta: MetaFunction = () => [{ title: "Memberships" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const { paid, open } = await myMemberships(viewer.id);
  return {
    memberships: [
      ...paid.map(({ id, offerId, offer, tier, price, state, due }) => ({
        id,
        title: offer.title,
        tier: tier.title,
        store: offer.store.name,
        accentColor: offer.store.accentColor,
        managePath: `/library/memberships/${id}`,
        openPath: state.open ? `/library/${offerId}` : null,
        due: due && { payPath: payPath(due.id), label: `${due.actionRequired ? "Confirm" : "Pay"} ${formatMoney({ amount: due.amountDue, currency: due.currency })}` },
        ...membershipInWords(state, recurringText(price)),
      })),
      ...open.map(({ id, offerId, offer, tier, bundle, expiresAt }) => ({
        id,
        title: offer.title,
        tier: tier?.title ?? "",
        store: offer.store.name,
        accentColor: offer.store.accentColor,
        managePath: null,
        due: null,
        openPath: `/library/${offerId}`,
        ...givenInWords(bundle, expiresAt),
      })),
    ],
  };
}

type Listed = SerializeFrom<typeof loader>["memberships"][number];

/** What a person is a member of, and was. */
export default function Memberships() {
  const { memberships } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="Memberships" description="What you pay for by the month or year, and what you can do about it." />
      {memberships.length === 0 ? (
        <EmptyState icon={<BadgeCheck />} title="No memberships yet">
          <p>When you join one, you manage it here: change the plan, pause, cancel, update your card.</p>
        </EmptyState>
      ) : (
        <ul className="space-y-4">
          {memberships.map((membership) => (
            <li key={membership.id}>
              <MembershipRow membership={membership} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function MembershipRow({ membership: { title, tier, store, accentColor, managePath, openPath, due, label, tone, text } }: { membership: Listed }) {
  return (
    <AccentScope accent={accentColor} as="article" className="flex flex-wrap items-center gap-x-8 gap-y-4 rounded-lg border border-line bg-surface p-5 sm:p-6">
      <div className="min-w-0 flex-1 basis-64">
        <div className="flex flex-wrap items-center gap-2.5">
          <h2 className="min-w-0 font-display text-lg font-medium tracking-[-0.01em] wrap-anywhere">{title}</h2>
          <Badge tone={tone}>{label}</Badge>
        </div>
        <p className="mt-0.5 text-sm text-ink-muted wrap-anywhere">{`${tier} · ${store}`}</p>
        <p className="mt-2 text-sm">{text}</p>
      </div>
      <div className="flex flex-wrap gap-2.5">
        {due && (
          <Button asChild>
            <a href={due.payPath}>
              {due.label}
              <span className="sr-only"> for {title}</span>
            </a>
          </Button>
        )}
        {managePath && (
          <Button asChild variant="secondary">
            <Link to={managePath}>
              Manage<span className="sr-only"> {title}</span>
            </Link>
          </Button>
        )}
        {openPath && (
          <Button asChild variant={due ? "secondary" : "primary"}>
            <Link to={openPath}>
              Open<span className="sr-only"> {title}</span>
            </Link>
          </Button>
        )}
      </div>
    </AccentScope>
  );
}
