import { Form, Link, useFetcher } from "@remix-run/react";
import { BadgeCheck, CircleAlert, Clock3, Mail, Search, Undo2, type LucideIcon } from "lucide-react";
import { useEffect, type ReactNode } from "react";
import { Button } from "~/components/ui/button";
import { Spinner } from "~/components/ui/spinner";
import { SubmitButton } from "~/components/ui/submit-button";
import type { Entry } from "~/domain/checkout/entry.server";
import type { Outcome } from "~/domain/checkout/purchase-view.server";
import { BuyForm } from "./buy-form";
import { usePollStatus } from "./use-poll-status";
import { KIND_WORDS } from "~/lib/offer-kind";
import type { OfferKind } from "~/generated/prisma/enums";

export type PurchaseOutcomeProps = {
  outcome: Outcome;
  entry: Entry;
  /** The stored state, as the status address answers it. */
  status: string;
  orderId: string;
  orderNumber: number | null;
  offer: { id: string; kind: OfferKind; path: string; title: string };
  /** To try again; null when it is not for sale any more. */
  priceId: string | null;
  buyerEmail: string | null;
  viewerEmail: string | null;
  isFree: boolean;
  supportEmail: string;
};

/** What became of a purchase: never more than we know, and always a way on. */
export function PurchaseOutcome(props: PurchaseOutcomeProps) {
  const waits = props.outcome === "processing" || props.outcome === "checking";
  const asking = usePollStatus(`/checkout/${props.orderId}/status`, props.status, waits);
  switch (props.outcome) {
    case "paid":
      return <Paid {...props} />;
    case "processing":
      return (
        <Message Icon={Clock3} title="Your payment is on its way" live={asking}>
          <p>
            Everything went through on your side. With this way of paying the money takes a few days; as soon as it arrives, {props.offer.title} opens and we write to{" "}
            {props.buyerEmail ?? "you"}.
          </p>
          <p>You can close this page. Nothing more is needed from you, and you will not be charged twice.</p>
        </Message>
      );
    case "checking":
      return (
        <Message Icon={Search} title="We are asking whether your payment arrived" live={asking}>
          <p>The payment service does not answer just now. If you have paid, your money is safe, and we will write to you as soon as we know.</p>
          <p>{!asking && "Reload this page to look again, or close it and wait for our mail. "}Please do not pay a second time.</p>
        </Message>
      );
    case "unpaid":
      return (
        <Message
          Icon={Clock3}
          title="You have not paid yet"
          actions={
            <Button asChild size="lg">
              <Link to={`/checkout/${props.orderId}`}>Continue to payment</Link>
            </Button>
          }
        >
          <p>Nothing was charged. Your checkout is still open.</p>
        </Message>
      );
    case "failed":
      return (
        <Message Icon={CircleAlert} tone="danger" title="The payment did not arrive" actions={<Again {...props} />}>
          <p>Your bank reported that the payment failed, so nothing was charged and {props.offer.title} was not opened. Another way of paying usually works.</p>
        </Message>
      );
    case "expired":
      return (
        <Message Icon={Clock3} title="This checkout has run out" actions={<Again {...props} />}>
          <p>It was open for a long while without a payment, so it was closed. Nothing was charged.</p>
        </Message>
      );
    case "refunded":
      return (
        <Message Icon={Undo2} title="This order was refunded" actions={<Again {...props} label={props.offer.kind === "membership" ? "Join again" : "Buy it again"} />}>
          <p>The money goes back the way it came, which takes a few days at most banks. What was bought is closed again.</p>
        </Message>
      );
    case "quarantined":
      return (
        <Message Icon={Search} title="We are checking your payment">
          <p>Your payment arrived, but something about it does not match the order, so a person has to look at it first. Please do not pay again.</p>
          <Contact {...props} />
        </Message>
      );
    case "paid_twice":
      return (
        <Message
          Icon={Undo2}
          title="You had this already"
          actions={
            <Button asChild size="lg">
              <Link to={`/library/${props.offer.id}`}>Open your library</Link>
            </Button>
          }
        >
          <p>
            {props.offer.title} was bought with {props.buyerEmail ?? "this address"} before, so this second payment goes back the way it came, all of it. You need not do anything; most banks show it within ten days.
          </p>
          <p>What you bought stays yours. We write to you when the money is on its way.</p>
          <Contact {...props} />
        </Message>
      );
    case "confirm_address":
      return (
        <Message Icon={Mail} title="Check your mail" actions={<LinkForm label="Send it again" variant="secondary" />}>
          <p>
            We sent a link to <strong className="font-medium text-ink">{props.buyerEmail}</strong>. Open it, and {props.offer.title} is yours. It costs nothing.
          </p>
          <p>Nothing there after a minute or two? Look in the spam folder.</p>
        </Message>
      );
  }
}

function Paid(props: PurchaseOutcomeProps) {
  const { entry, offer, buyerEmail, isFree } = props;
  useEnterAtOnce(entry === "enter");
  const open = KIND_WORDS[offer.kind].open;
  return (
    <Message
      Icon={BadgeCheck}
      tone="success"
      title={offer.kind === "membership" ? "Welcome. You are a member." : isFree ? "It is yours" : "Paid. It is yours."}
      actions={
        entry === "open" ? (
          <Button asChild size="lg">
            <Link to={`/library/${offer.id}`}>{open}</Link>
          </Button>
        ) : entry === "enter" ? (
          <Form method="post">
            <SubmitButton name="intent" value="enter" size="lg" pendingLabel="Opening…">
              {open}
            </SubmitButton>
          </Form>
        ) : entry === "link" ? (
          <LinkForm label="Mail me a sign-in link" />
        ) : null
      }
    >
      {entry === "link" && <SignInFirst {...props} />}
      {entry === "none" && (
        <>
          <p>Access to this order is closed at the moment.</p>
          <Contact {...props} />
        </>
      )}
      {buyerEmail && (
        <p>
          Your receipt goes to <strong className="font-medium text-ink">{buyerEmail}</strong>
          {props.orderNumber !== null && <> as order {props.orderNumber}</>}, with a link back in for later.
        </p>
      )}
    </Message>
  );
}

function SignInFirst({ buyerEmail, viewerEmail, offer }: PurchaseOutcomeProps) {
  return viewerEmail ? (
    <p>
      You are signed in as {viewerEmail}, but this was bought with {buyerEmail}. {offer.title} is in the library of that address; a link in its mailbox lets you in.
    </p>
  ) : (
    <p>There is an account with this address, so only its mailbox can open it. Sign in with a link; {offer.title} is waiting there.</p>
  );
}

/** Signs a first-time buyer in behind the scenes, so that every link on the page already works. Without JavaScript the button does it. */
function useEnterAtOnce(wanted: boolean) {
  const fetcher = useFetcher();
  const { submit, state, data } = fetcher;
  useEffect(() => {
    if (wanted && state === "idle" && data === undefined) submit({ intent: "enter", stay: "1" }, { method: "post" });
  }, [wanted, state, data, submit]);
}

function Again({ offer, priceId, label = "Try again" }: PurchaseOutcomeProps & { label?: string }) {
  return (
    <>
      {priceId && (
        <BuyForm offerId={offer.id} priceId={priceId}>
          {label}
        </BuyForm>
      )}
      <Button asChild size="lg" variant="secondary">
        <Link to={offer.path}>Back to the page</Link>
      </Button>
    </>
  );
}

function LinkForm({ label, variant }: { label: string; variant?: "secondary" }) {
  return (
    <Form method="post">
      <SubmitButton name="intent" value="link" size="lg" variant={variant ?? "primary"} pendingLabel="Sending…">
        {label}
      </SubmitButton>
    </Form>
  );
}

function Contact({ supportEmail }: PurchaseOutcomeProps) {
  return (
    <p>
      Questions? Write to{" "}
      <a href={`mailto:${supportEmail}`} className="link-quiet text-ink">
        {supportEmail}
      </a>
      .
    </p>
  );
}

const TONES = { neutral: "bg-sunken text-ink-muted", success: "bg-success-soft text-success", danger: "bg-danger-soft text-danger" };

type MessageProps = { Icon: LucideIcon; title: string; tone?: keyof typeof TONES; children: ReactNode; actions?: ReactNode; live?: boolean };

function Message({ Icon, title, tone = "neutral", children, actions, live }: MessageProps) {
  return (
    <section aria-labelledby="outcome">
      <span className={`grid size-12 place-items-center rounded-full [&_svg]:size-6 ${TONES[tone]}`}>
        <Icon aria-hidden="true" />
      </span>
      <h1 id="outcome" className="mt-5 font-display text-4xl font-medium tracking-[-0.02em]">
        {title}
      </h1>
      <div className="mt-4 max-w-prose space-y-3 text-ink-muted">{children}</div>
      {live && (
        <p role="status" className="mt-5 flex items-center gap-2 text-sm text-ink-faint">
          <Spinner />
          This page looks again by itself
        </p>
      )}
      {actions && <div className="mt-8 flex flex-col items-stretch gap-3 sm:flex-row sm:flex-wrap sm:items-start">{actions}</div>}
    </section>
  );
}
