import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { AccentScope } from "~/components/ui/accent-scope";
import { LecternMark } from "./mark";
import { StoreMark, type ShellStore } from "./storefront-shell";
import { ThemeToggle } from "./theme-toggle";

export type AuthShellProps = {
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  /** Under the card: the other way ("New here? Make an account"). */
  footer?: ReactNode;
  /** When someone comes from a store, its name stands above the form. */
  store?: Pick<ShellStore, "name" | "slug" | "accentColor" | "logoUrl"> | null;
};

/** One thing to do, in the middle of a quiet page. */
export function AuthShell({ title, description, children, footer, store }: AuthShellProps) {
  return (
    <AccentScope accent={store?.accentColor ?? null} className="flex min-h-dvh flex-col bg-sunken">
      <main id="main" tabIndex={-1} className="flex flex-1 flex-col items-center px-4 pt-10 pb-8 sm:justify-center sm:pt-14">
        <Link to={store ? `/s/${store.slug}` : "/"} className="mb-7 flex min-h-11 items-center gap-2.5 rounded-sm">
          {store ? <StoreMark store={store} /> : <LecternMark className="size-7 text-accent-ink" />}
          <span className="font-display text-lg font-semibold tracking-[-0.01em]">{store?.name ?? "Lectern"}</span>
        </Link>
        <div className="w-full max-w-md rounded-xl border border-line bg-surface p-6 sm:p-9">
          <h1 className="font-display text-2xl font-medium tracking-[-0.015em]">{title}</h1>
          {description && <div className="mt-2 text-sm text-ink-muted">{description}</div>}
          <div className="mt-7">{children}</div>
        </div>
        {footer && <div className="mt-6 text-center text-sm text-ink-muted">{footer}</div>}
      </main>
      <footer className="flex justify-center pb-6">
        <ThemeToggle />
      </footer>
    </AccentScope>
  );
}
