import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Store } from "lucide-react";
import { getStore, getViewer } from "~/auth/guards.server";
import { LecternMark } from "~/components/layout/mark";
import { ThemeToggle } from "~/components/layout/theme-toggle";
import { StoreCard } from "~/components/storefront/store-card";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { cn } from "~/lib/cn";
import { storesToVisit } from "~/domain/catalog/stores-to-visit.server";
import { env } from "~/env.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: "Lectern: courses and downloads, straight from their makers" },
  { name: "description", content: "Buy courses and downloads from the people who make them, or sell your own and be paid on your own Stripe account." },
  ...(data ? [{ tagName: "link", rel: "canonical", href: `${data.appUrl}/` }] : []),
];

export async function loader({ request }: LoaderFunctionArgs) {
  const [viewer, store, stores] = await Promise.all([getViewer(request), getStore(request), storesToVisit()]);
  return { appUrl: env.appUrl, signedIn: viewer !== null, hasStore: store !== null, stores };
}

export default function Home() {
  const { signedIn, hasStore, stores } = useLoaderData<typeof loader>();
  const sell = hasStore ? { to: "/studio", label: "Go to your studio" } : signedIn ? { to: "/studio/new", label: "Open a store" } : { to: "/sign-up", label: "Start selling" };
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="gutter mx-auto flex w-full max-w-(--container-page) items-center justify-between gap-4 py-4 sm:py-6">
        <p className="flex items-center gap-2.5">
          <LecternMark className="size-7 text-accent-ink" />
          <span className="font-display text-lg font-semibold tracking-[-0.01em]">Lectern</span>
        </p>
        <nav aria-label="Your account" className="flex items-center gap-2">
          <Button asChild variant="ghost">
            {signedIn ? <Link to="/library">My library</Link> : <Link to="/sign-in">Sign in</Link>}
          </Button>
          <Button asChild variant="secondary" className="max-xs:hidden">
            <Link to={sell.to}>{sell.label}</Link>
          </Button>
        </nav>
      </header>
      <main id="main" tabIndex={-1} className="gutter mx-auto w-full max-w-(--container-page) flex-1">
        <section className="grid gap-8 pt-10 pb-16 sm:pt-20 sm:pb-24 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] lg:items-end lg:gap-20">
          <h1 className="font-display text-5xl font-medium tracking-[-0.025em]">Courses and downloads, straight from their makers.</h1>
          <div className="text-lg text-ink-muted">
            <p>You buy from the creator and pay them, with no shop in between. What you bought stays in your library, and the receipt is in your mail.</p>
            <p className="mt-3">Do you make things yourself? Open a store here and be paid on your own Stripe account.</p>
            <Button asChild size="lg" className="mt-6">
              <Link to={sell.to}>{sell.label}</Link>
            </Button>
          </div>
        </section>
        <section aria-labelledby="stores" className="pb-8">
          <h2 id="stores" className="border-b border-line pb-4 text-base font-semibold">
            Stores here
          </h2>
          {stores.length === 0 ? (
            <EmptyState
              className="mt-8"
              headingLevel={3}
              icon={<Store aria-hidden="true" />}
              title="No store is open yet"
              action={
                <Button asChild>
                  <Link to={sell.to}>{sell.label}</Link>
                </Button>
              }
            >
              As soon as a creator publishes something, their store stands here.
            </EmptyState>
          ) : (
            <ul className={cn("grid gap-x-8 gap-y-12 pt-8 sm:grid-cols-2", stores.length > 2 && "lg:grid-cols-3")}>
              {stores.map((store, index) => (
                <li key={store.slug}>
                  <StoreCard store={store} priority={index < 3} />
                </li>
              ))}
            </ul>
          )}
        </section>
      </main>
      <footer className="mt-16 border-t border-line">
        <div className="gutter mx-auto flex w-full max-w-(--container-page) items-center justify-between gap-6 py-8 text-sm text-ink-faint">
          <p>Lectern runs on this server. Payments go through Stripe to the creators.</p>
          <ThemeToggle />
        </div>
      </footer>
    </div>
  );
}
