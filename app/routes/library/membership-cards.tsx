import { Form, Link } from "@remix-run/react";
import { ArrowRight } from "lucide-react";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { RadioCards } from "~/components/ui/radio-cards";
import { SubmitButton } from "~/components/ui/submit-button";

type Plan = { priceId: string; title: string; text: string; now: boolean };

/** The other plans. Each leads to what it would cost, before anything changes. */
export function PlansCard({ plans, path, founders }: { plans: Plan[]; path: string; founders: boolean }) {
  return (
    <Card title="Change plan" description={founders ? "Your present price is not sold any more: after a change you cannot go back to it." : "You see what it costs before anything changes."} flush>
      <ul className="divide-y divide-line">
        {plans.map(({ priceId, title, text, now }) => (
          <li key={priceId}>
            <Link to={`${path}/plan?price=${priceId}`} className="flex min-h-14 items-center gap-4 px-5 py-3 text-sm outline-offset-[-3px] hover:bg-sunken sm:px-6">
              <span className="min-w-0 flex-1">
                <span className="block font-medium wrap-anywhere">{now ? `${title} (your tier)` : title}</span>
                <span className="text-ink-muted">{text}</span>
              </span>
              <ArrowRight aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** No payments for a while; the membership is kept. */
export function PauseCard({ action }: { action?: string }) {
  return (
    <Card title="Pause" description="Nothing is charged. What is paid for stays open to its end.">
      <Form method="post" {...(action ? { action } : {})} className="space-y-4">
        <RadioCards
          legend="For how long"
          hideLegend
          field={{ name: "for" }}
          defaultValue="30"
          options={[
            { value: "30", label: "A month" },
            { value: "90", label: "Three months" },
            { value: "open", label: "Until I go on" },
          ]}
        />
        <SubmitButton variant="secondary" name="intent" value="pause">
          Pause my membership
        </SubmitButton>
      </Form>
    </Card>
  );
}

type ReturnProps = { joinPath: string | null; since: string | null; items: string[]; posts: number; had: string | null; tier: string };

/** To a person who left: what they had, what has come since, and one click back. */
export function ReturnCard({ joinPath, since, items, posts, had, tier }: ReturnProps) {
  const fresh = [...items, ...(posts > 0 ? [posts === 1 ? "One new post" : `${posts} new posts`] : [])];
  return (
    <section className="rounded-xl border border-line bg-surface p-6 sm:p-8">
      <h2 className="font-display text-2xl font-medium tracking-[-0.015em] text-balance">{fresh.length > 0 ? "Things have moved on since you left" : "The door is open"}</h2>
      {fresh.length > 0 && (
        <>
          <p className="mt-2 text-sm text-ink-muted">{since ? `New in ${tier} since ${since}:` : `New in ${tier}:`}</p>
          <ul className="mt-3 list-disc space-y-1 pl-5 text-sm">
            {fresh.map((line) => (
              <li key={line} className="wrap-anywhere">
                {line}
              </li>
            ))}
          </ul>
        </>
      )}
      {fresh.length === 0 && had && <p className="mt-2 text-sm text-ink-muted wrap-anywhere">{`You had ${had}. Your progress and notes are kept.`}</p>}
      {joinPath ? (
        <Button asChild className="mt-6 max-sm:w-full">
          <Link to={joinPath}>See how to come back</Link>
        </Button>
      ) : (
        <p className="mt-4 text-sm text-ink-muted">This membership cannot be joined at the moment.</p>
      )}
    </section>
  );
}
