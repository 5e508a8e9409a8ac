import { Form } from "@remix-run/react";
import { ChevronDown } from "lucide-react";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Pills } from "~/components/ui/pills";
import type { FiguresView } from "./page";

const SPANS = [
  { span: "7", label: "7 days" },
  { span: "30", label: "30 days" },
  { span: "90", label: "90 days" },
  { span: "12m", label: "12 months" },
] as const;

const IN_A_ROW = { preventScrollReset: true, className: "min-w-0 max-w-[100vw]" };

/** The query of what is looked at, for links to other periods, currencies and files. */
export function queryOf({ span, from, to, currency, currencies }: Pick<FiguresView, "span" | "from" | "to" | "currency" | "currencies">, change: { span?: string; currency?: string } = {}): string {
  const query = new URLSearchParams({ span: change.span ?? span });
  if (query.get("span") === "custom") {
    query.set("from", from);
    query.set("to", to);
  }
  if (currencies.length > 1) query.set("currency", change.currency ?? currency);
  return `?${query}`;
}

/** Which days, and which currency. Links and one small form: nothing here needs scripts. */
export function PeriodPicker({ view }: { view: FiguresView }) {
  const { span, currency, currencies } = view;
  return (
    <div className="mb-8 space-y-3 sm:mb-10">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <Pills {...IN_A_ROW} label="Period" pills={SPANS.map((one) => ({ to: queryOf(view, { span: one.span }), label: one.label, here: one.span === span }))} />
        {currencies.length > 1 && <Pills {...IN_A_ROW} label="Currency" pills={currencies.map((one) => ({ to: queryOf(view, { currency: one }), label: one.toUpperCase(), here: one === currency }))} />}
      </div>
      <details open={span === "custom"} className="group">
        <summary className="inline-flex min-h-11 cursor-pointer items-center gap-1.5 rounded-md text-sm text-ink-muted hover:text-ink sm:min-h-8">
          Other days
          <ChevronDown aria-hidden="true" className="size-4 transition-transform duration-150 group-open:rotate-180" />
        </summary>
        <Form method="get" className="mt-2 flex flex-wrap items-end gap-3" key={`${view.from} ${view.to}`}>
          <input type="hidden" name="span" value="custom" />
          {currencies.length > 1 && <input type="hidden" name="currency" value={currency} />}
          <Field label="First day" field={{ name: "from" }}>
            <Input type="date" defaultValue={view.from} max={view.today} required />
          </Field>
          <Field label="Last day" field={{ name: "to" }}>
            <Input type="date" defaultValue={view.to} max={view.today} required />
          </Field>
          <Button type="submit" variant="secondary">
            Show
          </Button>
        </Form>
      </details>
    </div>
  );
}
