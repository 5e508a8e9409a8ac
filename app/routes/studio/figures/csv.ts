import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStore } from "~/auth/guards.server";
import { checkoutFigures } from "~/domain/figures/checkouts.server";
import { memberFigures } from "~/domain/figures/members.server";
import { moneyFigures, moneyParts, offerTitles, type MoneySum } from "~/domain/figures/money.server";
import type { Cell } from "~/lib/csv";
import { toDecimal } from "~/lib/money";
import { csvResponse } from "../csv-response.server";
import { readFiguresAsked, type FiguresAsked } from "./figures.server";
import { countryWords } from "./words";

const MONEY = ["Currency", "Payments", "Paid", "Refunds and disputes", "Fees", "Net", "Of which tax", "Net before"];

type TableOf = (storeId: string, asked: FiguresAsked) => Promise<{ header: string[]; lines: Cell[][] }>;

const TABLES: Record<string, TableOf> = {
  days: async (storeId, { currency, period }) => {
    const { steps } = await moneyFigures(storeId, currency, period);
    return { header: [period.step === "day" ? "Day (UTC)" : "Month (UTC)", ...MONEY], lines: steps.map((step) => [step.key, ...moneyCells(step, step.before, currency)]) };
  },
  offers: async (storeId, { currency, period }) => {
    const parts = await moneyParts(storeId, currency, period, "offer");
    const titles = await offerTitles(storeId, parts.map(({ key }) => key));
    return { header: ["Offer id", "Offer", ...MONEY], lines: parts.map((part) => [part.key, titles.get(part.key) ?? null, ...moneyCells(part, part.before, currency)]) };
  },
  countries: async (storeId, { currency, period }) => {
    const parts = await moneyParts(storeId, currency, period, "country");
    return { header: ["Country code", "Country", ...MONEY], lines: parts.map((part) => [part.key, countryWords(part.key), ...moneyCells(part, part.before, currency)]) };
  },
  members: async (storeId, { currency, period }) => {
    const figures = await memberFigures(storeId, currency, period);
    const lines = (figures?.steps ?? []).map((step) => [step.key, currency.toUpperCase(), step.members, step.joined, step.left, step.trials, toDecimal({ amount: step.monthly, currency })]);
    return { header: [period.step === "day" ? "Day (UTC)" : "Month (UTC)", "Currency", "Paying members", "Joined", "Left", "On trial", "Monthly revenue before tax"], lines };
  },
  checkouts: async (storeId, { period }) => {
    const { offers } = await checkoutFigures(storeId, period);
    const titles = await offerTitles(storeId, offers.map(({ offerId }) => offerId));
    return { header: ["Offer id", "Offer", "Begun", "Bought", "Begun before", "Bought before"], lines: offers.map((offer) => [offer.offerId, titles.get(offer.offerId) ?? null, offer.begun, offer.completed, offer.before.begun, offer.before.completed]) };
  },
};

/** The table behind a chart as a file, in the order of time. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const { store } = await requireStore(request, "figures.read");
  const name = params["table"] ?? "";
  const table = Object.hasOwn(TABLES, name) ? TABLES[name] : undefined;
  if (!table) throw new Response("Not found", { status: 404 });
  const { header, lines } = await table(store.id, await readFiguresAsked(store, new URL(request.url).searchParams));
  return csvResponse(`figures-${name}`, store.slug, header, once(lines));
}

async function* once(lines: Cell[][]): AsyncGenerator<Cell[][]> {
  yield lines;
}

function moneyCells(sum: MoneySum, before: MoneySum | null, currency: string): Cell[] {
  const amount = (value: bigint) => toDecimal({ amount: value, currency });
  return [currency.toUpperCase(), sum.payments, amount(sum.gross), amount(sum.back), amount(sum.fees), amount(sum.net), amount(sum.tax), before && amount(before.net)];
}
