import { Form, Link } from "@remix-run/react";
import { Search, SlidersHorizontal } from "lucide-react";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Select } from "~/components/ui/select";
import { PERIODS } from "./list-period";

interface Choice {
  value: string;
  label: string;
}

export interface OrdersFilterProps {
  set: { q: string; customer: string; offer: string; kind: string; country: string; period: string; from: string; to: string };
  /** The view, where it is not the one the list takes by itself. */
  show: string | null;
  offers: Choice[];
  countries: Choice[];
  /** The list without any of it. */
  plain: string;
}

const KINDS: Choice[] = [
  { value: "course", label: "Courses" },
  { value: "download", label: "Downloads" },
  { value: "bundle", label: "Bundles" },
  { value: "membership", label: "Memberships" },
];

/** The search over a list of orders, and what else narrows it, folded away until it is wanted. */
export function OrdersFilter({ set, show, offers, countries, plain }: OrdersFilterProps) {
  const narrowed = [set.offer, set.kind, set.country, set.period || set.from || set.to].filter(Boolean).length;
  const any = { value: "", label: "All" };
  return (
    <Form method="get" role="search" aria-label="Orders" className="mb-5 space-y-3" key={JSON.stringify(set)}>
      {show && <input type="hidden" name="show" value={show} />}
      {set.customer && <input type="hidden" name="customer" value={set.customer} />}
      <div className="flex flex-wrap gap-2">
        <div className="min-w-0 flex-1 basis-56">
          <Input type="search" name="q" aria-label="Search orders" defaultValue={set.q} placeholder="Number, name, address, title or payment" maxLength={200} prefix={<Search aria-hidden="true" className="size-4" />} />
        </div>
        <Button type="submit" variant="secondary">
          Search
        </Button>
      </div>
      <div className="relative">
        {(narrowed > 0 || set.q !== "" || set.customer !== "") && (
          <Link to={plain} className="link-quiet absolute top-0 right-0 inline-flex min-h-11 items-center text-sm text-ink-muted sm:min-h-8">
            Clear all
          </Link>
        )}
        <details>
          <summary className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-md text-sm text-ink-muted hover:text-ink sm:min-h-8">
            <SlidersHorizontal aria-hidden="true" className="size-4" />
            {narrowed === 0 ? "Filter" : narrowed === 1 ? "1 filter" : `${narrowed} filters`}
          </summary>
          <div className="mt-2 grid gap-4 rounded-lg border border-line bg-surface p-4 sm:grid-cols-2 sm:p-5 lg:grid-cols-3">
            <Field label="Offer" field={{ name: "offer" }}>
              <Select defaultValue={set.offer} options={[any, ...offers]} />
            </Field>
            <Field label="Kind" field={{ name: "kind" }}>
              <Select defaultValue={set.kind} options={[any, ...KINDS]} />
            </Field>
            <Field label="Country" field={{ name: "country" }}>
              <Select defaultValue={set.country} options={[any, ...countries]} />
            </Field>
            <Field label="Time" field={{ name: "period" }}>
              <Select defaultValue={set.period} options={[{ value: "", label: "Any time" }, ...PERIODS]} />
            </Field>
            <Field label="From" field={{ name: "from" }}>
              <Input type="date" defaultValue={set.from} />
            </Field>
            <Field label="To" field={{ name: "to" }}>
              <Input type="date" defaultValue={set.to} />
            </Field>
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2 sm:col-span-2 lg:col-span-3">
              <Button type="submit" variant="secondary">
                Show
              </Button>
              <p className="text-sm text-ink-faint">Days begin at midnight UTC. From and to count instead of the time; both days are in.</p>
            </div>
          </div>
        </details>
      </div>
    </Form>
  );
}
