import { Link, useLocation } from "@remix-run/react";
import { Ellipsis } from "lucide-react";
import { useCloseDetails } from "~/components/ui/use-close-details";
import { cn } from "~/lib/cn";
import { isIn, type StudioPlace } from "./studio-places";

/** A thumb reaches five things in a row, and reads their names. */
const SLOTS = 5;

const slotStyles = "flex h-14 w-full cursor-pointer flex-col items-center justify-center gap-0.5 text-[0.6875rem] font-medium outline-offset-[-3px]";

/**
 * The bar at the thumb: up to five rooms; of more, the first four and a sheet with the rest. The sheet is a <details>, so it opens without
 * JavaScript. base.css knows `studio-dock`: what floats keeps above it.
 */
export function StudioDock({ places }: { places: readonly StudioPlace[] }) {
  const { pathname } = useLocation();
  const shown = places.length <= SLOTS ? places : places.slice(0, SLOTS - 1);
  const rest = places.slice(shown.length);
  const columns = shown.length + (rest.length > 0 ? 1 : 0);
  return (
    <nav aria-label="Studio" className="studio-dock fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden">
      <ul className="mx-auto grid max-w-xl" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {shown.map((place) => (
          <li key={place.to}>
            <Link to={place.to} aria-current={isIn(place, pathname) ? "page" : undefined} className={cn(slotStyles, isIn(place, pathname) ? "text-accent-ink" : "text-ink-faint")}>
              <place.Icon aria-hidden="true" className="size-5" />
              {place.label}
            </Link>
          </li>
        ))}
        {rest.length > 0 && (
          <li>
            <More places={rest} pathname={pathname} />
          </li>
        )}
      </ul>
    </nav>
  );
}

function More({ places, pathname }: { places: readonly StudioPlace[]; pathname: string }) {
  const details = useCloseDetails();
  const here = places.find((place) => isIn(place, pathname));
  return (
    <details ref={details} className="group">
      <summary className={cn(slotStyles, "group-open:text-ink", here ? "text-accent-ink" : "text-ink-faint")}>
        <Ellipsis aria-hidden="true" className="size-5" />
        More
        {here && <span className="sr-only">, you are in {here.label}</span>}
      </summary>
      {/* Above the page, below the dock: the bar stays in reach, and a second press on it closes the sheet. */}
      <div aria-hidden="true" className="fixed inset-x-0 top-0 bottom-[calc(3.5rem+1px+env(safe-area-inset-bottom))] animate-fade bg-scrim" />
      <div className="fixed inset-x-0 bottom-[calc(3.5rem+1px+env(safe-area-inset-bottom))] animate-rise rounded-t-xl border-t border-line bg-raised px-2 pt-2.5 pb-2 shadow-float">
        <span aria-hidden="true" className="mx-auto mb-1.5 block h-1 w-9 rounded-full bg-edge" />
        <ul className="mx-auto max-w-xl">
          {places.map((place) => (
            <li key={place.to}>
              <Link
                to={place.to}
                aria-current={isIn(place, pathname) ? "page" : undefined}
                className="flex min-h-14 items-center gap-4 rounded-md px-3 py-2 outline-offset-[-2px] hover:bg-sunken aria-[current]:bg-sunken aria-[current]:[&_svg]:text-accent-ink"
              >
                <place.Icon aria-hidden="true" className="size-5 shrink-0 text-ink-muted" />
                <span className="min-w-0">
                  <span className="block text-sm font-medium text-ink">{place.label}</span>
                  <span className="block text-sm text-ink-faint">{place.hint}</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}
