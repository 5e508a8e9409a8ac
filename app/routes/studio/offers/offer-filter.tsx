import { Form } from "@remix-run/react";
import { Search } from "lucide-react";
import { Button } from "~/components/ui/button";
import { controlStyles } from "~/components/ui/control-styles";
import { Select } from "~/components/ui/select";
import type { OfferKind } from "~/generated/prisma/enums";
import { cn } from "~/lib/cn";
import { KIND_WORDS } from "~/lib/offer-kind";

/** Which offers the list shows: by kind, by a part of the title. A GET form, so the address can be kept. */
export function OfferFilter({ archived, kind, search }: { archived: boolean; kind: OfferKind | null; search: string }) {
  return (
    <Form method="get" role="search" className="mb-6 flex flex-wrap gap-2.5" key={`${kind}${search}`}>
      {archived && <input type="hidden" name="show" value="archived" />}
      <div className="relative min-w-0 flex-1 basis-full sm:basis-52">
        <Search aria-hidden="true" className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-faint" />
        <input type="search" name="q" defaultValue={search} maxLength={120} aria-label="Search by title" placeholder="Search by title" className={cn(controlStyles, "h-11 pl-9.5 sm:h-10")} />
      </div>
      <div className="basis-44 max-sm:grow">
        <Select name="kind" aria-label="Kind of offer" defaultValue={kind ?? ""} options={[{ value: "", label: "All kinds" }, ...Object.entries(KIND_WORDS).map(([value, { label }]) => ({ value, label: `${label}s` }))]} />
      </div>
      <Button type="submit" variant="secondary">
        Show
      </Button>
    </Form>
  );
}
