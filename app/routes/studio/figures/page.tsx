import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ChartColumn } from "lucide-react";
import { requireStore } from "~/auth/guards.server";
import { Banner } from "~/components/ui/banner";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { PageHeader } from "~/components/ui/page-header";
import { checkoutFigures } from "~/domain/figures/checkouts.server";
import { memberFigures } from "~/domain/figures/members.server";
import { moneyFigures, moneyParts, offerTitles } from "~/domain/figures/money.server";
import type { PeriodProblem } from "~/domain/figures/period";
import { CheckoutsPart } from "./checkouts-part";
import { readFiguresAsked, today } from "./figures.server";
import { MembersPart } from "./members-part";
import { checkoutsView, membersView } from "./members-view.server";
import { MoneyPart } from "./money-part";
import { moneyPoints, moneyRows, moneyTotals, partBars, partRows } from "./money-view.server";
import { PeriodPicker } from "./period-picker";
import { StillSumming } from "./still-summing";
import { beforeWords, countryWords, periodWords } from "./words";

export const meta: MetaFunction = () => [{ title: "Figures · Lectern" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "figures.read");
  const query = new URL(request.url).searchParams;
  const asked = await readFiguresAsked(store, query);
  const { period, currency, currencies } = asked;
  const [figures, offers, countries, members, checkouts] = await Promise.all([
    moneyFigures(store.id, currency, period),
    moneyParts(store.id, currency, period, "offer"),
    moneyParts(store.id, currency, period, "country"),
    memberFigures(store.id, currency, period),
    checkoutFigures(store.id, period),
  ]);
  const titles = await offerTitles(store.id, [...new Set([...offers.map(({ key }) => key), ...checkouts.offers.map(({ offerId }) => offerId)])]);
  const title = (id: string) => titles.get(id) ?? "An offer that is gone";
  return {
    span: period.span,
    from: period.from,
    to: period.to,
    today: today(),
    words: periodWords(period),
    before: beforeWords(period),
    byMonth: period.step === "month",
    problem: asked.problem && PROBLEMS[asked.problem],
    summing: asked.summing,
    currency,
    currencies,
    any: currencies.length > 0 || checkouts.total.begun > 0 || members !== null,
    money: { totals: moneyTotals(figures, currency, period), points: moneyPoints(figures, currency, period), rows: moneyRows(figures, currency, period) },
    offers: { bars: partBars(offers, currency, title), rows: partRows(offers, currency, title) },
    countries: { bars: partBars(countries, currency, countryWords), rows: partRows(countries, currency, countryWords) },
    members: members && membersView(members, currency, period),
    checkouts: checkoutsView(checkouts, title, period),
  };
}

export type FiguresView = ReturnType<typeof useLoaderData<typeof loader>>;

const PROBLEMS: Record<PeriodProblem, string> = {
  not_a_day: "Give both days, the first and the last.",
  wrong_way: "The first day lies after the last one, or in the future.",
  too_long: "Five years at once are the most.",
};

export default function Figures() {
  const view = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader breadcrumbs={<Breadcrumbs items={[{ label: "Home", to: "/studio" }, { label: "Figures" }]} />} title="Figures" description={`${view.words}. Days are counted in UTC.`} />
      <PeriodPicker view={view} />
      <div className="space-y-10 sm:space-y-12">
        {view.problem && <Banner tone="calm" title="These days cannot be shown">{`${view.problem} Until then the last 30 days stand here.`}</Banner>}
        {view.summing && <StillSumming />}
        {view.any ? (
          <>
            <MoneyPart view={view} />
            {view.members && <MembersPart members={view.members} view={view} />}
            <CheckoutsPart view={view} />
          </>
        ) : (
          <EmptyState
            icon={<ChartColumn aria-hidden="true" />}
            title="No figures yet"
            action={
              <Button asChild>
                <Link to="/studio/offers">See your offers</Link>
              </Button>
            }
          >
            With the first payment you see here, day by day, what came in, what it cost and what is left.
          </EmptyState>
        )}
      </div>
    </>
  );
}
