import { Link } from "@remix-run/react";
import { Library, LogIn } from "lucide-react";
import type { ReactNode } from "react";
import { AccentScope } from "~/components/ui/accent-scope";
import { buttonStyles } from "~/components/ui/button";
import { ThemeToggle } from "./theme-toggle";

export type ShellStore = {
  name: string;
  slug: string;
  tagline?: string | null;
  accentColor: string | null;
  logoUrl?: string | null;
  /** The seller as printed on receipts, and where to write; the footer shows what there is. */
  legalName?: string | null;
  /** One line, already put together. */
  address?: string | null;
  supportEmail?: string | null;
};

export type StorefrontShellProps = {
  store: ShellStore;
  viewer?: { name: string | null; email: string } | null;
  children: ReactNode;
};

/** A creator's shop: their name, their colour, as little of us as possible. */
export function StorefrontShell({ store, viewer, children }: StorefrontShellProps) {
  const linkClasses = buttonStyles({ variant: "ghost", size: "md" });
  return (
    <AccentScope accent={store.accentColor} className="flex min-h-dvh flex-col">
      <header className="gutter mx-auto flex w-full max-w-(--container-page) items-center justify-between gap-4 py-4 sm:py-6">
        <Link to={`/s/${store.slug}`} className="flex min-h-11 min-w-0 items-center gap-3 rounded-sm">
          <StoreMark store={store} />
          <span className="line-clamp-2 font-display text-base leading-tight font-semibold tracking-[-0.01em] sm:text-lg sm:leading-tight">{store.name}</span>
        </Link>
        <nav aria-label="Your account" className="-mr-4 flex shrink-0 items-center">
          {viewer ? (
            <Link to="/library" className={linkClasses}>
              <Library aria-hidden="true" />
              <span>
                <span className="max-sm:sr-only">My </span>
                <span className="capitalize sm:normal-case">library</span>
              </span>
            </Link>
          ) : (
            <Link to="/sign-in" className={linkClasses}>
              <LogIn aria-hidden="true" />
              Sign in
            </Link>
          )}
        </nav>
      </header>
      <main id="main" tabIndex={-1} className="flex-1">
        {children}
      </main>
      <StoreFooter store={store} />
    </AccentScope>
  );
}

/** The store's logo, else its first letter on its colour. */
export function StoreMark({ store, className }: { store: Pick<ShellStore, "name" | "logoUrl">; className?: string }) {
  if (store.logoUrl) return <img src={store.logoUrl} alt="" className={`size-9 shrink-0 rounded-sm object-cover ${className ?? ""}`} />;
  return (
    <span aria-hidden="true" className={`grid size-9 shrink-0 place-items-center rounded-sm bg-accent font-display text-lg font-semibold text-on-accent ${className ?? ""}`}>
      {([...store.name.trim()][0] ?? "·").toUpperCase()}
    </span>
  );
}

function StoreFooter({ store }: { store: ShellStore }) {
  return (
    <footer className="mt-24 border-t border-line sm:mt-32">
      <div className="gutter mx-auto flex max-w-(--container-page) flex-col gap-8 py-10 text-sm text-ink-faint sm:flex-row sm:items-end sm:justify-between">
        <div className="max-w-md space-y-1">
          <p className="font-display text-base font-semibold text-ink">{store.name}</p>
          {store.legalName && store.legalName !== store.name && <p>{store.legalName}</p>}
          {store.address && <p>{store.address}</p>}
          {store.supportEmail && (
            <p>
              <a href={`mailto:${store.supportEmail}`} className="link-quiet inline-flex min-h-11 items-center text-ink-muted sm:min-h-6">
                {store.supportEmail}
              </a>
            </p>
          )}
        </div>
        <div className="flex flex-wrap items-center justify-between gap-5">
          <Link to="/" className="inline-flex min-h-11 items-center hover:text-ink hover:underline hover:underline-offset-4">
            Made with Lectern
          </Link>
          <ThemeToggle />
        </div>
      </div>
    </footer>
  );
}
