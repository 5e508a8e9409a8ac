import { ChevronDown, KeyRound, UserPlus } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "~/components/ui/card";
import { AdditionalAccountSteps, ConnectButton, CreateButton, KeyLink, UseAgainButton } from "./stripe-connect-ways";

type ConnectCardProps = {
  /** "Test mode" or "Live". */
  mode: string;
  /** What the platform keeps of a sale; 0: nothing. */
  feePercent: number;
  returnTo: string;
  /** What there was before: nothing, an account that was disconnected, one that Stripe has closed, or one that is in use. */
  before: "none" | "disconnected" | "closed" | "another";
  /** Only its name shows until it is opened: an account is at work, or something above leads on already. */
  folded: boolean;
  /** Accounts we made for this store that are not in use. */
  madeBefore: readonly { id: string; name: string }[];
};

const TITLES = { none: "Connect your Stripe account", disconnected: "Connect Stripe again", closed: "Connect another Stripe account", another: "Connect another account" } as const;
const HINTS = {
  none: null,
  disconnected: "Connect the same account and everything is as it was. Connect another, and past orders stay with the former one.",
  closed: "Past orders stay with the closed account; new sales go to the one you connect now.",
  another: "A second account can sell certain offers, or stand in while the first one cannot take payments. Past orders stay where they are.",
} as const;

/** The three ways to connect, the recommended one first: what will happen, and what to do when Stripe says no. */
export function ConnectCard(props: ConnectCardProps) {
  const { before, folded } = props;
  if (!folded) {
    return (
      <Card title={TITLES[before]} description="Stripe takes your buyers' payments. The money goes straight to your own Stripe account and from there to your bank." headingLevel={3} flush>
        <Ways {...props} />
      </Card>
    );
  }
  // Seldom wanted then, so it waits behind its name.
  return (
    <Card flush>
      <details className="group/card">
        <summary className="flex min-h-14 cursor-pointer items-center justify-between gap-4 px-5 py-3 text-base font-semibold hover:bg-sunken sm:px-6">
          <h3>{before === "another" ? TITLES.another : "All ways to connect"}</h3>
          <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint transition-transform group-open/card:rotate-180" />
        </summary>
        <div className="border-t border-line">
          <Ways {...props} />
        </div>
      </details>
    </Card>
  );
}

function Ways({ mode, feePercent, returnTo, before, madeBefore }: ConnectCardProps) {
  return (
    <>
      <div className="space-y-4 p-5 text-sm sm:p-6">
        {HINTS[before] && <p className="max-w-prose text-ink-muted">{HINTS[before]}</p>}
        {madeBefore.map(({ id, name }) => (
          <div key={id} className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line p-4">
            <p className="min-w-0">
              <span className="font-medium">{name}</span> <span className="text-ink-muted">was made here and is not in use. Nothing needs to be agreed to again.</span>
            </p>
            <UseAgainButton accountId={id}>Use it again</UseAgainButton>
          </div>
        ))}
        <ol className="max-w-prose list-decimal space-y-2 pl-5 marker:text-ink-faint">
          <li>At Stripe you sign in to the account you have, or make a new one. We fill in what we know.</li>
          <li>
            You allow this site to take payments on that account and to read its sales. It never sees your Stripe password, your documents or your bank details.
            {feePercent > 0 && ` This site keeps ${feePercent}% of each sale; Stripe's own fees come on top.`}
          </li>
          <li>Stripe brings you back here, and you see what the account can do. If Stripe wants something checked first, we tell you what.</li>
        </ol>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <ConnectButton returnTo={returnTo}>Connect with Stripe</ConnectButton>
          <span className="text-ink-muted">You go to Stripe ({mode === "Live" ? "live mode" : "test mode"}) and come back here.</span>
        </div>
        <details>
          <summary className="flex min-h-11 w-fit cursor-pointer items-center rounded-sm font-medium underline decoration-line-strong underline-offset-3 hover:decoration-ink">If Stripe does not let you pick your account</summary>
          <div className="max-w-prose space-y-2 pb-1 text-ink-muted">
            <p>An account that another platform made for you belongs to that platform. Stripe then says “This account is connected to another platform”. An account you opened yourself can be connected to several platforms at once.</p>
            <AdditionalAccountSteps />
          </div>
        </details>
      </div>
      <ul className="divide-y divide-line border-t border-line bg-paper text-sm">
        <OtherWay
          icon={<UserPlus aria-hidden="true" className="size-5" />}
          title="I have no Stripe account"
          text="We make one in your name and you tell Stripe the rest on its own pages. The account is yours, with Stripe's whole Dashboard."
        >
          <CreateButton returnTo={returnTo}>Create one</CreateButton>
        </OtherWay>
        <OtherWay
          icon={<KeyRound aria-hidden="true" className="size-5" />}
          title="Use a restricted key instead (advanced)"
          text="For those who want no platform in between: you make a key at Stripe that may do only what this site needs."
        >
          <KeyLink returnTo={returnTo}>Use a key</KeyLink>
        </OtherWay>
      </ul>
    </>
  );
}

function OtherWay({ icon, title, text, children }: { icon: ReactNode; title: string; text: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-5 py-4 sm:px-6">
      <span className="hidden text-ink-faint sm:block">{icon}</span>
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium">{title}</p>
        <p className="mt-0.5 text-ink-muted">{text}</p>
      </div>
      {children}
    </li>
  );
}
