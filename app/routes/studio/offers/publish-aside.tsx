import { Link, useLocation } from "@remix-run/react";
import { Check, ChevronDown, Circle, TriangleAlert } from "lucide-react";
import { CopyButton } from "~/components/ui/copy-button";
import { cn } from "~/lib/cn";
import type { OfferShellData } from "./offer";
import type { PublishState } from "./publish-state.server";

/** Beside the editor: what is still missing, or where the published page is. On phones it folds away. */
export function PublishAside({ data }: { data: OfferShellData }) {
  const { publish, publicUrl } = data;
  const { pathname } = useLocation();
  if (publish.status === "archived") return null;
  const open = publish.items.filter((item) => !item.done);
  if (publish.status === "published") {
    return (
      <div className="space-y-4 text-sm lg:sticky lg:top-8">
        <p className="font-semibold">{data.paused ? "Published; sales are paused" : data.price === "Free" ? "Published, for free" : `On sale${data.price ? ` ${forPrice(data.price)}` : ""}`}</p>
        {data.paused && <p className="text-ink-muted">Nobody can be charged just now. Visitors see the price and a waiting list; each is told once when sales are back.</p>}
        <p className="text-ink-muted">Changes you save show at once. A new price holds for the next buyer; who has begun to pay keeps the one they saw.</p>
        {data.waiting !== null && data.waiting > 0 && !pathname.endsWith("/waiting") && (
          <p>
            <Link to={`/studio/offers/${data.id}/waiting`} className="link-quiet font-medium">
              {data.waiting === 1 ? "One person waits" : `${data.waiting.toLocaleString("en")} people wait`} for this offer
            </Link>
          </p>
        )}
        <p className="text-xs break-all text-ink-faint">{publicUrl}</p>
        <CopyButton value={publicUrl} label="Copy address" />
        {open.length > 0 && <Checklist items={open} />}
        {publish.payments.warnings.length > 0 && (
          <p className="flex gap-2 text-warning">
            <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            <span>
              Stripe wants something from you soon.{" "}
              <Link to="/settings/integrations/stripe" className="link-quiet">
                See what
              </Link>
            </span>
          </p>
        )}
      </div>
    );
  }
  const done = publish.items.length - open.length;
  const heading = open.length === 0 ? "Ready to publish" : `${done} of ${publish.items.length} done before publishing`;
  return (
    <>
      <details className="group rounded-lg border border-line bg-surface lg:hidden">
        <summary className="flex min-h-11 items-center justify-between gap-4 px-4 text-sm font-medium">
          {heading}
          <ChevronDown aria-hidden="true" className="size-4.5 shrink-0 text-ink-faint transition-transform duration-150 group-open:rotate-180" />
        </summary>
        <div className="px-4 pb-4">
          <Checklist items={publish.items} />
        </div>
      </details>
      <div className="hidden lg:sticky lg:top-8 lg:block">
        <p className="mb-3 text-sm font-semibold">{heading}</p>
        <Checklist items={publish.items} />
      </div>
    </>
  );
}

/** "for €49", "from €9 / month". */
export function forPrice(price: string): string {
  return price.startsWith("from ") ? price : `for ${price}`;
}

/** Each thing an offer needs; what is missing leads to where it is mended. */
export function Checklist({ items }: { items: PublishState["items"] }) {
  return (
    <ul className="space-y-3.5 text-sm">
      {items.map((item) => (
        <li key={item.key} className="flex gap-3">
          {item.done ? <Check aria-hidden="true" className="mt-0.5 size-4.5 shrink-0 text-success" /> : <Circle aria-hidden="true" className="mt-0.5 size-4.5 shrink-0 text-ink-faint" />}
          <div className="min-w-0">
            <p className={cn("font-medium", item.done && "text-ink-muted")}>
              {item.done ? (
                item.label
              ) : (
                <Link to={item.to} className="link-quiet">
                  {item.label}
                </Link>
              )}
              <span className="sr-only">{item.done ? " (done)" : " (missing)"}</span>
            </p>
            {!item.done && <p className="text-ink-muted">{item.detail}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
