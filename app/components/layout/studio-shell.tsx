import { Link, useLocation } from "@remix-run/react";
import { ArrowUpRight, House, Landmark, ReceiptText, Settings, SquareLibrary, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "~/lib/cn";
import { AccountMenu, type ShellUser } from "./account-menu";
import { LecternMark } from "./mark";

export type StudioShellProps = {
  /** Null until the creator has made one. */
  store: { name: string; slug: string } | null;
  user: ShellUser;
  /** What every studio page must say, for instance that Stripe wants something. */
  banner?: ReactNode;
  children: ReactNode;
};

/** `within`: the addresses that belong to a place, where they are more than its own. */
const places: ReadonlyArray<{ to: string; within?: string; label: string; Icon: LucideIcon }> = [
  { to: "/studio", label: "Home", Icon: House },
  { to: "/studio/offers", within: "/studio/offers/", label: "Offers", Icon: SquareLibrary },
  { to: "/studio/orders", within: "/studio/orders/", label: "Orders", Icon: ReceiptText },
  { to: "/studio/payments", label: "Payments", Icon: Landmark },
  { to: "/settings/store", within: "/settings/", label: "Settings", Icon: Settings },
];

/** The creator's quiet room: a sidebar, on phones a bar at the thumb. Plain links, so it works without JavaScript. */
export function StudioShell({ store, user, banner, children }: StudioShellProps) {
  const isHere = useIsHere();
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
                    aria-current={isHere(place) ? "page" : undefined}
                    className={cn(
                      "flex min-h-10 items-center gap-3 rounded-md px-3 text-sm font-medium transition-colors duration-150",
                      isHere(place) ? "bg-surface text-ink shadow-[inset_0_0_0_1px_var(--line)] [&_svg]:text-accent-ink" : "text-ink-muted hover:bg-line/60 hover:text-ink",
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
      <PhoneDock />
    </div>
  );
}

/** Settings begin at one of their tabs, so being there is more than being at the link's own address. */
function useIsHere() {
  const { pathname } = useLocation();
  return (place: (typeof places)[number]) => pathname === place.to || (place.within !== undefined && pathname.startsWith(place.within));
}

function StoreName({ store }: { store: StudioShellProps["store"] }) {
  return (
    <Link to="/studio" className="flex min-h-11 min-w-0 items-center gap-2.5 rounded-sm lg:px-2">
      <LecternMark className="text-accent-ink" />
      <span className="truncate font-display text-base font-semibold tracking-[-0.01em]">{store?.name ?? "Lectern"}</span>
    </Link>
  );
}

/** base.css knows `studio-dock`: what floats keeps above it. */
function PhoneDock() {
  const isHere = useIsHere();
  return (
    <nav aria-label="Studio" className="studio-dock fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden">
      <ul className="mx-auto grid max-w-xl grid-cols-5">
        {places.map((place) => (
          <li key={place.to}>
            <Link
              to={place.to}
              aria-current={isHere(place) ? "page" : undefined}
              className={cn("flex h-14 flex-col items-center justify-center gap-0.5 text-[0.6875rem] font-medium outline-offset-[-3px]", isHere(place) ? "text-accent-ink" : "text-ink-faint")}
            >
              <place.Icon aria-hidden="true" className="size-5" />
              {place.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
