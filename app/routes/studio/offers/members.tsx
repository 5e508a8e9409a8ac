import type { LoaderFunctionArgs, MetaFunction, SerializeFrom } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Users } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { Input } from "~/components/ui/input";
import { Pagination } from "~/components/ui/pagination";
import { Select } from "~/components/ui/select";
import { membershipInWords } from "~/domain/memberships/member-words";
import { memberLine } from "~/domain/memberships/member-line";
import { membersOf, type MembersShown } from "~/domain/memberships/members.server";
import { recurringText } from "~/domain/memberships/price-words";
import type { Invoice } from "~/generated/prisma/client";
import type { MembershipState } from "~/domain/memberships/state";
import { tiersOf } from "~/domain/memberships/tier-queries.server";
import { formatDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import { notFound, requireOffer } from "./own-offer.server";

export const meta: MetaFunction = () => [{ title: "Members · Lectern" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { offer } = await requireOffer(request, params.offerId, "customers.read");
  if (offer.kind !== "membership") throw notFound();
  const asked = new URL(request.url).searchParams;
  const search = asked.get("q")?.trim().slice(0, 100) ?? "";
  const which = SHOWN.find((one) => one === asked.get("which")) ?? "now";
  const tiers = await tiersOf(offer.id);
  const tierId = tiers.find((tier) => tier.id === asked.get("tier"))?.id ?? null;
  const page = await membersOf(offer.id, { search, tierId, which, before: asked.get("before"), after: asked.get("after") });
  const address = (side: "before" | "after", cursor: string | null) =>
    cursor && `/studio/offers/${offer.id}/members?${new URLSearchParams({ ...(search ? { q: search } : {}), ...(tierId ? { tier: tierId } : {}), ...(which === "now" ? {} : { which }), [side]: cursor })}`;
  return {
    base: `/studio/offers/${offer.id}/members`,
    search,
    which,
    tierId,
    tiers: tiers.map(({ id, title }) => ({ id, title })),
    newer: address("after", page.newer),
    older: address("before", page.older),
    members: page.rows.map((grant) => {
      const subscription = grant.order?.subscription;
      const words = grant.state && membershipInWords(grant.state, "");
      return {
        id: grant.id,
        name: grant.user.name,
        email: grant.user.email,
        tier: grant.tier?.title ?? "",
        price: subscription ? recurringText(subscription.price) : grant.order?.givenById ? "Given by hand" : grant.expiresAt ? "In a bundle" : "Free",
        founder: subscription ? !subscription.price.active && which === "now" : false,
        since: formatDay(grant.grantedAt),
        label: words?.label ?? (grant.revokedAt ? "Left" : grant.order?.givenById ? "Given" : "Free"),
        tone: words?.tone ?? ("neutral" as const),
        next: nextOf(grant.state, grant.expiresAt, grant.revokedAt),
        why: subscription?.leaveReason || null,
        failed: failedOf(subscription?.invoices[0]),
        orderPath: grant.order ? `/studio/orders/${grant.order.id}` : null,
      };
    }),
  };
}

const SHOWN: readonly MembersShown[] = ["now", "failing", "left"];

/** "€9 open: The card has expired. Next try on 8 December 2026." */
function failedOf(invoice: Invoice | undefined): string | null {
  return invoice ? `${formatMoney({ amount: invoice.amountDue, currency: invoice.currency })} open: ${memberLine(invoice)}` : null;
}

type Member = SerializeFrom<typeof loader>["members"][number];

/** One member: who, in what, since when; and what comes next, or why they left. */
function MemberItem({ member: { name, email, orderPath, tier, price, founder, since, label, tone, next, why, failed } }: { member: Member }) {
  const facts = [tier, founder ? `${price}, an earlier price` : price, `since ${since}`, ...(next ? [next] : [])];
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1 px-4 py-4 sm:px-5">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-baseline gap-x-3">
          {orderPath ? (
            <Link to={orderPath} className="link-quiet min-w-0 font-medium wrap-anywhere">
              {name}
            </Link>
          ) : (
            <span className="min-w-0 font-medium wrap-anywhere">{name}</span>
          )}
          <span className="min-w-0 text-sm text-ink-faint wrap-anywhere">{email}</span>
        </p>
        <p className="mt-1 text-sm text-ink-muted wrap-anywhere">{facts.join(" · ")}</p>
        {failed && <p className="mt-1 text-sm wrap-anywhere">{failed}</p>}
        {why && <p className="mt-1 text-sm text-ink-muted wrap-anywhere">{`“${why}”`}</p>}
      </div>
      <Badge tone={tone}>{label}</Badge>
    </li>
  );
}

/** What comes next, or came last, as the end of a line. */
function nextOf(state: MembershipState | null, ends: Date | null, left: Date | null): string | null {
  if (left) return `left on ${formatDay(left)}`;
  if (!state) return ends && `ends on ${formatDay(ends)}`;
  const day = state.until && formatDay(state.until);
  if (!day) return null;
  switch (state.state) {
    case "trial":
      return `first payment on ${day}`;
    case "active":
      return `next payment on ${day}`;
    case "ended":
      return `ended on ${day}`;
    case "ending":
    case "paused":
    case "grace":
      return `open until ${day}`;
  }
}

/** Who is a member, at what price, until when; and who left, and why. */
export default function Members() {
  const { base, search, which, tierId, tiers, members, newer, older } = useLoaderData<typeof loader>();
  const filtered = search !== "" || tierId !== null;
  return (
    <div className="space-y-5">
      <h2 className="sr-only">Members</h2>
      <Form method="get" role="search" className="flex flex-wrap gap-2" key={`${search} ${which} ${tierId}`}>
        <div className="min-w-0 flex-1 basis-48">
          <Input type="search" name="q" aria-label="Search members" defaultValue={search} placeholder="Name or address" maxLength={100} />
        </div>
        {tiers.length > 1 && (
          <Select name="tier" aria-label="Tier" defaultValue={tierId ?? ""}>
            <option value="">All tiers</option>
            {tiers.map((tier) => (
              <option key={tier.id} value={tier.id}>
                {tier.title}
              </option>
            ))}
          </Select>
        )}
        <Select name="which" aria-label="Which" defaultValue={which}>
          <option value="now">Members now</option>
          <option value="failing">Payment failed</option>
          <option value="left">Who left</option>
        </Select>
        <Button type="submit" variant="secondary">
          Show
        </Button>
      </Form>
      {members.length === 0 && !newer ? (
        <EmptyState icon={<Users aria-hidden="true" />} title={filtered ? "Nobody like that" : which === "left" ? "Nobody has left" : which === "failing" ? "No payment is open" : "No members yet"} headingLevel={3}>
          {filtered ? <Link to={base} className="link-quiet">Show everybody</Link> : which === "left" ? "May it stay so." : which === "failing" ? "Whoever’s payment fails appears here, with the reason and the day it is tried again." : "Whoever joins appears here at once, with what they pay and until when."}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {members.map((member) => (
            <MemberItem key={member.id} member={member} />
          ))}
        </ul>
      )}
      <Pagination newer={newer} older={older} label="Pages of members" />
    </div>
  );
}
