import type { LoaderFunctionArgs, MetaFunction, SerializeFrom } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Users } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { Input } from "~/components/ui/input";
import { Pagination } from "~/components/ui/pagination";
import { Select } from "~/components/ui/select";
import { Table, type TableColumn } from "~/components/ui/table";
import { membershipInWords } from "~/domain/memberships/member-words";
import { membersOf } from "~/domain/memberships/members.server";
import { recurringText } from "~/domain/memberships/price-words";
import { tiersOf } from "~/domain/memberships/tier-queries.server";
import { formatDay } from "~/lib/dates";
import { notFound, requireOffer } from "./own-offer.server";

export const meta: MetaFunction = () => [{ title: "Members · Lectern" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { offer } = await requireOffer(request, params.offerId);
  if (offer.kind !== "membership") throw notFound();
  const asked = new URL(request.url).searchParams;
  const search = asked.get("q")?.trim().slice(0, 100) ?? "";
  const which = asked.get("which") === "left" ? ("left" as const) : ("now" as const);
  const tiers = await tiersOf(offer.id);
  const tierId = tiers.find((tier) => tier.id === asked.get("tier"))?.id ?? null;
  const page = await membersOf(offer.id, { search, tierId, which, before: asked.get("before"), after: asked.get("after") });
  const address = (side: "before" | "after", cursor: string | null) =>
    cursor && `/studio/offers/${offer.id}/members?${new URLSearchParams({ ...(search ? { q: search } : {}), ...(tierId ? { tier: tierId } : {}), ...(which === "left" ? { which } : {}), [side]: cursor })}`;
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
        price: subscription ? recurringText(subscription.price) : grant.expiresAt ? "In a bundle" : "Free",
        founder: subscription ? !subscription.price.active && which === "now" : false,
        since: formatDay(grant.grantedAt),
        label: words?.label ?? (grant.revokedAt ? "Left" : "Free"),
        tone: words?.tone ?? ("neutral" as const),
        until: grant.state?.until && grant.state.state !== "ended" ? formatDay(grant.state.until) : grant.revokedAt ? formatDay(grant.revokedAt) : null,
        why: subscription?.leaveReason ?? (which === "left" ? grant.revokedReason : null),
        orderPath: grant.order ? `/studio/orders/${grant.order.id}` : null,
      };
    }),
  };
}

type Member = SerializeFrom<typeof loader>["members"][number];

function nameCell({ name, email, orderPath }: Member) {
  return (
    <span className="block min-w-0">
      {orderPath ? (
        <Link to={orderPath} className="link-quiet inline-flex min-h-11 items-center font-medium wrap-anywhere sm:min-h-6">
          {name}
        </Link>
      ) : (
        <span className="font-medium wrap-anywhere">{name}</span>
      )}
      <span className="block text-xs text-ink-faint wrap-anywhere">{email}</span>
    </span>
  );
}

const columns: TableColumn<Member>[] = [
  { key: "name", header: "Member", primary: true, cell: nameCell },
  { key: "tier", header: "Tier", cell: (member) => <span className="wrap-anywhere">{member.tier}</span> },
  { key: "price", header: "Pays", cell: priceCell },
  { key: "state", header: "State", cell: (member) => <Badge tone={member.tone}>{member.label}</Badge> },
  { key: "since", header: "Since", cell: (member) => member.since, className: "sm:whitespace-nowrap" },
  { key: "until", header: "Until", cell: untilCell, className: "sm:whitespace-nowrap" },
];

function priceCell({ price, founder }: Member) {
  return (
    <span>
      {price}
      {founder && <span className="block text-xs text-ink-faint">An earlier price</span>}
    </span>
  );
}

function untilCell({ until, why }: Member) {
  return (
    <span>
      {until ?? "Open"}
      {why && <span className="block max-w-56 text-xs whitespace-normal text-ink-faint wrap-anywhere">{why}</span>}
    </span>
  );
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
          <option value="left">Who left</option>
        </Select>
        <Button type="submit" variant="secondary">
          Show
        </Button>
      </Form>
      {members.length === 0 && !newer ? (
        <EmptyState icon={<Users aria-hidden="true" />} title={filtered ? "Nobody like that" : which === "left" ? "Nobody has left" : "No members yet"} headingLevel={3}>
          {filtered ? <Link to={base} className="link-quiet">Show everybody</Link> : which === "left" ? "May it stay so." : "Whoever joins appears here at once, with what they pay and until when."}
        </EmptyState>
      ) : (
        <Card flush>
          <Table caption="Members" rows={members} rowKey={(member) => member.id} columns={columns} />
        </Card>
      )}
      <Pagination newer={newer} older={older} label="Pages of members" />
    </div>
  );
}
