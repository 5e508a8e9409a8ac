import { Link, NavLink } from "@remix-run/react";
import type { ReactNode } from "react";
import { cn } from "~/lib/cn";
import { AccountMenu, type ShellUser } from "./account-menu";
import { LecternMark } from "./mark";

export type LibraryShellProps = {
  user: ShellUser;
  /** Shows the way back to the studio in the account menu. */
  isCreator?: boolean;
  nav?: ReadonlyArray<{ to: string; label: string; end?: boolean }>;
  /** What the places are called together, and where the mark leads. */
  navLabel?: string;
  home?: string;
  children: ReactNode;
};

const usual = [
  { to: "/library", label: "Library", end: true },
  { to: "/library/memberships", label: "Memberships" },
  { to: "/library/orders", label: "Orders" },
];

/** A student's shelf: what they own and what they paid for it. */
export function LibraryShell({ user, isCreator, nav = usual, navLabel = "Library", home = "/library", children }: LibraryShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="border-b border-line">
        <div className="gutter mx-auto flex w-full max-w-(--container-page) items-center gap-3 sm:gap-8">
          <Link to={home} className="flex min-h-14 min-w-11 items-center gap-2.5 rounded-sm">
            <LecternMark className="text-accent-ink" />
            <span className="font-display text-base font-semibold tracking-[-0.01em] max-xs:sr-only">Lectern</span>
          </Link>
          <nav aria-label={navLabel} className="flex-1">
            <ul className="flex gap-3 xs:gap-5 sm:gap-6">
              {nav.map((place) => (
                <li key={place.to}>
                  <NavLink
                    to={place.to}
                    end={place.end ?? false}
                    className={({ isActive }) =>
                      cn(
                        "-mb-px flex min-h-14 items-center border-b-2 text-sm font-medium outline-offset-[-3px]",
                        isActive ? "border-accent text-ink" : "border-transparent text-ink-muted hover:text-ink",
                      )
                    }
                  >
                    {place.label}
                  </NavLink>
                </li>
              ))}
            </ul>
          </nav>
          <AccountMenu user={user} {...(isCreator ? { studio: true } : {})} />
        </div>
      </header>
      <main id="main" tabIndex={-1} className="gutter mx-auto w-full max-w-(--container-page) flex-1 pt-8 pb-20 sm:pt-12">
        {children}
      </main>
    </div>
  );
}
