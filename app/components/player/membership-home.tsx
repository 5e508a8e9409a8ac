import { Form, Link } from "@remix-run/react";
import { Lock } from "lucide-react";
import { OfferCover } from "~/components/storefront/offer-cover";
import { AccentScope } from "~/components/ui/accent-scope";
import { Button } from "~/components/ui/button";
import { Pagination } from "~/components/ui/pagination";
import { SubmitButton } from "~/components/ui/submit-button";
import type { OfferKind } from "~/generated/prisma/enums";
import { kindLabel } from "~/lib/offer-kind";
import { OwnedOfferHeader, type OwnedOfferView } from "./owned-offer-header";

export type MembershipHomeProps = {
  offer: OwnedOfferView;
  tier: { title: string; opensPosts: boolean };
  items: { offerId: string; title: string; kind: OfferKind; coverUrl: string | null }[];
  posts: { rows: { id: string; title: string; day: string; readable: boolean }[]; newer: string | null; older: string | null };
  /** Where plan, card and cancellation are; null for a tier that costs nothing. */
  managePath: string | null;
  /** The free tier can be left from here. */
  canLeave: boolean;
  /** Whether a mail comes about new posts. */
  wantsPosts: boolean;
};

/** A member's way in: what their tier opens, and what was written for them. */
export function MembershipHome({ offer, tier, items, posts, managePath, canLeave, wantsPosts }: MembershipHomeProps) {
  return (
    <AccentScope accent={offer.store.accentColor}>
      <OwnedOfferHeader offer={offer} />
      <div className="mt-6 mb-10 flex flex-wrap items-center gap-x-6 gap-y-3 text-sm">
        <p className="text-ink-muted wrap-anywhere">{`You are in ${tier.title}.`}</p>
        {managePath && (
          <Button asChild variant="secondary" size="sm">
            <Link to={managePath}>Manage membership</Link>
          </Button>
        )}
        {tier.opensPosts && (
          <Form method="post">
            <input type="hidden" name="wanted" value={wantsPosts ? "no" : "yes"} />
            <SubmitButton variant="link" name="intent" value="mail-posts">
              {wantsPosts ? "Stop mails about posts" : "Send me mails about posts"}
            </SubmitButton>
          </Form>
        )}
        {canLeave && (
          <Form method="post">
            <SubmitButton variant="link" name="intent" value="leave">
              Leave this membership
            </SubmitButton>
          </Form>
        )}
      </div>
      {items.length > 0 && (
        <section aria-labelledby="opens" className="mb-14">
          <h2 id="opens" className="mb-5 text-base font-semibold">
            Open to you
          </h2>
          <ul className="grid gap-x-7 gap-y-8 xs:grid-cols-2 lg:grid-cols-3">
            {items.map((item) => (
              <li key={item.offerId}>
                <Link to={`/library/${item.offerId}`} className="group block rounded-lg">
                  <OfferCover src={item.coverUrl} title={item.title} kind={item.kind} />
                  <span className="mt-3 block font-display text-lg leading-snug font-medium tracking-[-0.01em] wrap-anywhere group-hover:underline">{item.title}</span>
                </Link>
                <p className="text-sm text-ink-muted">{kindLabel(item.kind)}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="posts">
        <h2 id="posts" className="mb-4 text-base font-semibold">
          Posts
        </h2>
        {posts.rows.length === 0 ? (
          <p className="text-sm text-ink-muted">{posts.newer ? "Nothing older." : `Nothing yet. When ${offer.store.name} writes something, it stands here.`}</p>
        ) : (
          <ul className="divide-y divide-line border-y border-line">
            {posts.rows.map((post) => (
              <li key={post.id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 py-4">
                {post.readable ? (
                  <Link to={`/library/${offer.id}/posts/${post.id}`} className="link-quiet min-w-0 font-display text-lg font-medium tracking-[-0.01em] wrap-anywhere">
                    {post.title}
                  </Link>
                ) : (
                  <span className="flex min-w-0 items-center gap-2 text-ink-muted">
                    <Lock aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
                    <span className="wrap-anywhere">{post.title}</span>
                    <span className="shrink-0 text-xs text-ink-faint">for another tier</span>
                  </span>
                )}
                <span className="text-sm text-ink-faint">{post.day}</span>
              </li>
            ))}
          </ul>
        )}
        <Pagination newer={posts.newer} older={posts.older} label="Pages of posts" />
      </section>
    </AccentScope>
  );
}
