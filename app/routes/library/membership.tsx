import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { AccentScope } from "~/components/ui/accent-scope";
import { Badge } from "~/components/ui/badge";
import { Banner } from "~/components/ui/banner";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { KeyValue } from "~/components/ui/key-value";
import { PageHeader } from "~/components/ui/page-header";
import { SubmitButton } from "~/components/ui/submit-button";
import { keepMembership } from "~/domain/memberships/cancel.server";
import { membershipInWords } from "~/domain/memberships/member-words";
import { newSince } from "~/domain/memberships/my-memberships.server";
import { pauseMembership, resumeMembership } from "~/domain/memberships/pause.server";
import { memberLine } from "~/domain/memberships/member-line";
import { payPath } from "~/domain/memberships/pay-link";
import { DETAILS_PARAM, paymentDetailsDone, paymentDetailsUrl } from "~/domain/memberships/payment-details.server";
import { recurringText } from "~/domain/memberships/price-words";
import { cardEndsBeforePayment } from "~/domain/memberships/reminders";
import { tiersOf } from "~/domain/memberships/tier-queries.server";
import { DAY, later, now } from "~/lib/clock";
import { formatDay } from "~/lib/dates";
import { flash } from "~/lib/flash.server";
import { formatMoney } from "~/lib/money";
import { invoiceRow } from "./invoice-row";
import { Invoices } from "./invoices";
import { PauseCard, PlansCard, ReturnCard } from "./membership-cards";
import { refusalMessage, requireMembership } from "./own-membership.server";
import { titleList } from "./title-list";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? "Membership" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { which, cause, membership, path } = await requireMembership(request, params.subscriptionId);
  const details = new URL(request.url).searchParams.get(DETAILS_PARAM);
  if (details) {
    // Back from where the card was given: kept as often as the page is loaded, with one outcome.
    const done = await paymentDetailsDone({ ...which, sessionId: details }, cause);
    throw redirect(path, { headers: await flash(new Headers(), done.ok ? "Your payment details are up to date." : refusalMessage(done.error)) });
  }
  const { state, offer, tier, price, account } = membership;
  const [plans, since] = await Promise.all([
    state.canChange ? tiersOf(offer.id, { joinable: true }) : [],
    state.state === "ended" && state.until ? newSince({ offerId: offer.id, tierId: tier.id }, state.until) : null,
  ]);
  const [due = null] = membership.toBePaid;
  const joinPath = offer.status === "published" ? `/s/${offer.store.slug}/${offer.slug}` : null;
  return {
    title: offer.title,
    tier: tier.title,
    store: { name: offer.store.name, accentColor: offer.store.accentColor, supportEmail: offer.store.supportEmail },
    words: membershipInWords(state, recurringText(price)),
    state: state.state,
    founders: !price.active && state.state !== "ended",
    openPath: state.open ? `/library/${offer.id}` : null,
    path,
    can: { pause: state.canPause, cancel: state.canCancel, resume: state.canResume, pay: state.canPay || state.canChange || state.state === "paused" || state.state === "ending" },
    resumingCosts: state.resumingCosts,
    disconnected: account.status === "disconnected",
    facts: [
      { label: "Tier", value: tier.title },
      { label: "Price", value: recurringText(price) },
      { label: "Member since", value: formatDay(membership.createdAt) },
      ...(membership.paymentMethodLabel ? [{ label: "Paid with", value: membership.cardExpiresOn ? `${membership.paymentMethodLabel}, good until the end of ${formatMonth(membership.cardExpiresOn)}` : membership.paymentMethodLabel }] : []),
      ...(membership.resumesAt && state.state === "paused" ? [{ label: "Goes on by itself", value: formatDay(membership.resumesAt) }] : []),
    ],
    plans: plans.flatMap((one) =>
      one.prices
        .filter((candidate) => candidate.interval !== null && candidate.amount > 0n && candidate.currency === price.currency && candidate.id !== price.id)
        .map((candidate) => ({ priceId: candidate.id, title: one.title, text: recurringText(candidate), now: one.id === tier.id })),
    ),
    // The payment that keeps it from being in order, and where it is made.
    due: due && { amount: formatMoney({ amount: due.amountDue, currency: due.currency }), why: memberLine(due), confirm: due.actionRequired, payPath: payPath(due.id) },
    cardEnds: cardEndsBeforePayment(membership, now()) && membership.cardExpiresOn && { month: formatMonth(membership.cardExpiresOn), payment: state.until && formatDay(state.until) },
    invoices: membership.invoices.map((invoice) => invoiceRow(invoice, membership.toBePaid.includes(invoice))),
    unpaid: state.state === "ended" && state.canPay,
    // While an open payment would reopen it, that is the way back.
    comeBack: state.state === "ended" && !state.canPay ? { joinPath, since: state.until && formatDay(state.until), items: since?.items.map((item) => item.title) ?? [], posts: since?.posts ?? 0, had: titleList(tier.items.map((item) => item.offer.title)) } : null,
  };
}

const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

function formatMonth(at: Date): string {
  return MONTH.format(at);
}

/** Ways to pause, in days; null: until the member goes on. */
const PAUSES: Record<string, number | null> = { "30": 30, "90": 90, open: null };

export async function action({ request, params }: ActionFunctionArgs) {
  const { which, cause, path } = await requireMembership(request, params.subscriptionId);
  const form = await request.formData();
  switch (form.get("intent")) {
    case "pause": {
      const days = PAUSES[String(form.get("for"))];
      if (days === undefined) throw new Response("Unknown pause", { status: 400 });
      const resumesAt = days === null ? null : later(days * DAY, now());
      const paused = await pauseMembership({ ...which, resumesAt }, cause);
      return back(path, paused.ok ? `Paused. Nothing is charged until ${resumesAt ? formatDay(resumesAt) : "you go on"}.` : refusalMessage(paused.error));
    }
    case "resume": {
      const resumed = await resumeMembership(which, cause);
      return back(path, resumed.ok ? "Welcome back. Your membership goes on." : refusalMessage(resumed.error));
    }
    case "keep": {
      const kept = await keepMembership(which, cause);
      return back(path, kept.ok ? "Good to have you. Your membership goes on." : refusalMessage(kept.error));
    }
    case "card": {
      const url = await paymentDetailsUrl({ ...which, returnPath: path });
      return url.ok ? redirect(url.value.url) : back(path, refusalMessage(url.error));
    }
    default:
      throw new Response("Unknown intent", { status: 400 });
  }
}

async function back(path: string, message: string | { text: string; tone: "danger" }) {
  return redirect(path, { headers: await flash(new Headers(), message) });
}

/** One membership: how it stands, and every lever its member has. Ended ones ask to come back. */
export default function Membership() {
  const { title, tier, store, words, state, founders, openPath, path, can, resumingCosts, disconnected, facts, plans, due, cardEnds, invoices, unpaid, comeBack } = useLoaderData<typeof loader>();
  return (
    <AccentScope accent={store.accentColor}>
      <PageHeader
        breadcrumbs={<Breadcrumbs items={[{ label: "Memberships", to: "/library/memberships" }]} />}
        title={<span className="wrap-anywhere">{title}</span>}
        badges={<Badge tone={words.tone}>{words.label}</Badge>}
        description={words.text}
        actions={
          openPath && (
            <Button asChild variant={due ? "secondary" : "primary"}>
              <Link to={openPath}>Open it</Link>
            </Button>
          )
        }
      />
      <div className="space-y-6">
        {disconnected && (
          <Banner tone="neutral" title="Nothing can be changed here at the moment">
            {`${store.name} is not connected to its payments. Write to ${store.supportEmail} to change or end your membership.`}
          </Banner>
        )}
        {state === "grace" && (
          <Banner tone="urgent" title={due?.confirm ? "Your bank wants you to confirm the payment" : "Your last payment was refused"} action={<PayAndCard due={due} label="Update payment details" />}>
            {due?.confirm ? `Confirm ${due.amount} on the payment page, and everything goes on.` : `${due ? `${due.amount}: ${due.why} ` : ""}Pay it now, or give a card that works: it is taken at once, and everything goes on.`}
          </Banner>
        )}
        {unpaid && !disconnected && (
          <Banner tone="final" title="It closed because a payment is open" action={<PayAndCard due={due} label="Pay with another card" />}>
            {due?.why ? `${due.amount}: ${due.why} ` : ""}Once it is paid, everything opens again at once.
          </Banner>
        )}
        {cardEnds && !disconnected && (
          <Banner tone="urgent" title="Your card expires before the next payment" action={<CardForm label="Update payment details" />}>
            {`It is good until the end of ${cardEnds.month}${cardEnds.payment ? `, and the next payment is on ${cardEnds.payment}` : ""}. Give the new one, and nothing is interrupted.`}
          </Banner>
        )}
        {comeBack && <ReturnCard {...comeBack} tier={tier} />}
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="space-y-6">
            <Card title="Your membership" {...(can.pay && state !== "grace" && !disconnected ? { footer: <CardForm label="Update payment details" /> } : {})}>
              <KeyValue items={facts} />
              {founders && <p className="mt-4 rounded-md bg-accent-soft p-3 text-sm text-accent-ink">New members pay another price. Yours stays as long as you are a member.</p>}
            </Card>
            {invoices.length > 0 && <Invoices rows={invoices} />}
          </div>
          {!disconnected && (
            <div className="space-y-6">
              {plans.length > 0 && <PlansCard plans={plans} path={path} founders={founders} />}
              {can.resume && (
                <Card title={state === "paused" ? "Go on" : "Stay"}>
                  <Form method="post">
                    <p className="mb-4 text-sm text-ink-muted">
                      {state === "paused" ? (resumingCosts ? "What you paid for is used up, so going on charges the next period at once." : "You have paid for this time already: nothing is charged now.") : "You take the cancellation back; payments go on as before."}
                    </p>
                    <SubmitButton name="intent" value={state === "paused" ? "resume" : "keep"}>
                      {state === "paused" ? "Go on with my membership" : "Keep my membership"}
                    </SubmitButton>
                  </Form>
                </Card>
              )}
              {can.pause && <PauseCard />}
              {can.cancel && (
                <p className="px-1 text-sm text-ink-muted">
                  Had enough?{" "}
                  <Link to={`${path}/cancel`} className="link-quiet text-ink">
                    Cancel the membership
                  </Link>
                </p>
              )}
            </div>
          )}
        </div>
      </div>
    </AccentScope>
  );
}

/** The open payment alone, on Stripe's page; or another card for it and all that come. */
function PayAndCard({ due, label }: { due: { amount: string; confirm: boolean; payPath: string } | null; label: string }) {
  return (
    <div className="flex flex-wrap gap-2.5">
      {due && (
        <Button asChild>
          <a href={due.payPath}>{due.confirm ? `Confirm ${due.amount}` : `Pay ${due.amount}`}</a>
        </Button>
      )}
      <CardForm label={label} />
    </div>
  );
}

function CardForm({ label }: { label: string }) {
  return (
    <Form method="post">
      <SubmitButton variant="secondary" name="intent" value="card" pendingLabel="One moment…">
        {label}
      </SubmitButton>
    </Form>
  );
}
