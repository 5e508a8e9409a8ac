import { Link } from "@remix-run/react";
import { AuthShell } from "~/components/layout/auth-shell";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import type { LinkRefusal } from "~/domain/personal-data/address-link.server";
import type { MergePreview, MergeRefusal } from "~/domain/personal-data/merge-people.server";

const DEAD: Record<LinkRefusal, { title: string; text: string }> = {
  used: { title: "This link was used already", text: "Each link works once. Your account page shows the address you have now." },
  expired: { title: "This link is too old", text: "Ask for a new one on your account page." },
  unknown: { title: "This link does not work", text: "It may have been cut off on its way. Ask for a new one on your account page." },
  someone_else: { title: "This link is for another account", text: "You are signed in as somebody else than the person who asked for it. Sign out, sign in with the right account, and open the link again." },
};

/** A link about an address that leads nowhere (any more). */
export function DeadAddressLink({ problem }: { problem: LinkRefusal | null }) {
  const { title, text } = DEAD[problem ?? "unknown"];
  return (
    <AuthShell title={title} description={text}>
      <Button asChild block>
        <Link to="/settings/account">To my account</Link>
      </Button>
    </AuthShell>
  );
}

const REFUSED: Record<MergeRefusal, string> = {
  owns_store: "The account under that address has a store of its own, and a store cannot move this way. Sign in there to use what it bought.",
  same_membership: "Both accounts are paying for the same membership. Cancel one of the two; when it has ended, open this link again.",
};

/** What is under the other address, before it moves; or why it cannot. */
export function WhatMoves({ preview }: { preview: MergePreview }) {
  if (preview.refusal) return <Banner tone="urgent" title="These two accounts cannot become one">{REFUSED[preview.refusal]}</Banner>;
  return (
    <div className="mb-6 rounded-lg bg-sunken p-4 text-sm">
      <p className="font-medium">
        {preview.titles.length === 0 ? "Nothing is open under that address at the moment." : "This moves into your library:"}
      </p>
      {preview.titles.length > 0 && (
        <ul className="mt-2 list-disc space-y-1 pl-5 text-ink-muted">
          {preview.titles.map((title) => (
            <li key={title} className="wrap-anywhere">
              {title}
            </li>
          ))}
        </ul>
      )}
      <p className="mt-2 text-ink-muted">{preview.orders === 1 ? "One order, with its receipt" : `${preview.orders} orders, with their receipts`}, progress and notes come along.</p>
    </div>
  );
}
