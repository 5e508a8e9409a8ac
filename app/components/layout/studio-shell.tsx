import { Link, useLocation } from "@remix-run/react";
import { ArrowUpRight } from "lucide-react";
import type { ReactNode } from "react";
import type { Capability } from "~/domain/team/may";
import { cn } from "~/lib/cn";
import { AccountMenu, type ShellUser } from "./account-menu";
import { LecternMark } from "./mark";
import { StudioDock } from "./studio-dock";
import { isIn, placesFor } from "./studio-places";

export type StudioShellProps = {
  /** Null until the creator has made one. */
  store: { name: string; slug: string } | null;
  user: ShellUser;
  /** What the person may do in this store: they see only the rooms they may enter. */
  capabilities: readonly Capability[];
  /** What every studio page must say, for instance that Stripe wants something. */
  banner?: ReactNode;
  children: ReactNode;
};

/** The creator's quiet room: a sidebar, on phones a bar at the thumb. Plain links, so it works without JavaScript. */
export function StudioShell({ store, user, capabilities, banner, children }: StudioShellProps) {
  const { pathname } = useLocation();
  const places = placesFor(capabilities);
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[16rem_minmax(0,1fr)]">
      <header className="hidden border-r border-line bg-sunken lg:block">
        <div className="sticky top-0 flex h-[calc(100dvh-var(--ribbon,0px))] flex-col p-4">
          <StoreName store={store} />
          <nav aria-label="Studio" className="mt-7">
            <ul className="space-y-0.5">
              {places.map((place) => (
                <li key={place.to}>
                  <Link
                    to={place.to}
                    aria-current={isIn(place, pathname) ? "page" : undefined}
                    className={cn(
                      "flex min-h-10 items-center gap-3 rounded-md px-3 text-sm font-medium transition-colors duration-150",
                      isIn(place, pathname) ? "bg-surface text-ink shadow-[inset_0_0_0_1px_var(--line)] [&_svg]:text-accent-ink" : "text-ink-muted hover:bg-line/60 hover:text-ink",
                    )}
                  >
                    <place.Icon aria-hidden="true" className="size-4.5" />
                    {place.label}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          {store && (
            <Link to={`/s/${store.slug}`} className="mt-5 flex min-h-10 items-center gap-3 rounded-md px-3 text-sm text-ink-muted hover:bg-line/60 hover:text-ink">
              <ArrowUpRight aria-hidden="true" className="size-4.5" />
              View store
            </Link>
          )}
          <div className="mt-auto">
            <AccountMenu user={user} look="row" />
          </div>
        </div>
      </header>

      <div className="flex min-w-0 flex-col">
        <header className="flex items-center justify-between gap-2 border-b border-line py-1 pr-2 pl-4 lg:hidden">
          <StoreName store={store} />
          <div className="flex items-center">
            {store && (
              <Link to={`/s/${store.slug}`} className="grid size-11 place-items-center rounded-md text-ink-muted">
                <ArrowUpRight aria-hidden="true" className="size-5" />
                <span className="sr-only">View store</span>
              </Link>
            )}
            <AccountMenu user={user} />
          </div>
        </header>
        {banner && (
          <section aria-label="Notices" className="gutter mx-auto w-full max-w-6xl pt-5 lg:pt-6">
            {banner}
          </section>
        )}
        <main id="main" tabIndex={-1} className="gutter mx-auto w-full max-w-6xl flex-1 pt-7 pb-28 sm:pt-9 lg:pt-12 lg:pb-20">
          {children}
        </main>
      </div>
      <StudioDock places={places} />
    </div>
  );
}

function StoreName({ store }: { store: StudioShellProps["store"] }) {
  return (
    <Link to="/studio" className="flex min-h-11 min-w-0 items-center gap-2.5 rounded-sm lg:px-2">
      <LecternMark className="text-accent-ink" />
      <span className="truncate font-display text-base font-semibold tracking-[-0.01em]">{store?.name ?? "Lectern"}</span>
    </Link>
  );
}
