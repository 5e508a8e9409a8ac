import { Link } from "@remix-run/react";
import { StoreMark, type ShellStore } from "~/components/layout/storefront-shell";

/** Who sells this, who is paid, and whom to ask: a buyer's questions before paying. */
export function SellerBlock({ store, about, isFree }: { store: ShellStore; about: string; isFree: boolean }) {
  const seller = store.legalName ?? store.name;
  return (
    <section aria-labelledby="seller" className="border-t border-line pt-10">
      <h2 id="seller" className="font-display text-2xl font-medium tracking-[-0.015em]">
        From {store.name}
      </h2>
      <div className="mt-5 flex gap-4">
        <StoreMark store={store} className="size-12 text-xl" />
        <div className="min-w-0 max-w-prose space-y-3 text-ink-muted">
          {about && <p className="line-clamp-6">{about.split(/\n\s*\n/)[0]}</p>}
          <p className="text-sm">
            <Link to={`/s/${store.slug}`} className="link-quiet inline-block py-2.5 text-ink sm:py-0">
              Everything from {store.name}
            </Link>
          </p>
        </div>
      </div>
      <dl className="mt-8 grid gap-6 text-sm sm:grid-cols-2">
        <div>
          <dt className="font-medium">{isFree ? "Who gives it" : "Who you buy from"}</dt>
          <dd className="mt-1 text-ink-muted">
            {isFree ? `${seller}.` : `${seller}. You pay them directly through Stripe, and the receipt is theirs.`}
            {store.address && <span className="mt-1 block text-ink-faint">{store.address}</span>}
          </dd>
        </div>
        <div>
          <dt className="font-medium">{isFree ? "Questions" : "Questions and refunds"}</dt>
          <dd className="mt-1 text-ink-muted">
            {isFree ? "Something unclear, or not what you expected?" : "Not what you hoped for, or something does not work?"} Write to{" "}
            <a href={`mailto:${store.supportEmail}`} className="link-quiet text-ink">
              {store.supportEmail}
            </a>
            {isFree ? "." : " with your order number; they decide about refunds and can make one right away."}
          </dd>
        </div>
      </dl>
    </section>
  );
}
