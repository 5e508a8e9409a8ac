import type { Refusal } from "~/domain/events/refusals";
import type { AccountSummary } from "~/domain/merchants/summarise";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import type { PaymentMethodSetting } from "~/integrations/stripe/payment-methods.server";
import type { AuthorizeAnswer, RegisteredEndpoint } from "~/integrations/stripe/platform-health.server";
import type { WalletDomain } from "~/integrations/stripe/payment-domains.server";
import type { Result } from "~/lib/result";

/** What asking Stripe gave, or why it gave nothing. Stripe's own words are not among it. */
export type Checked<T> = Result<T, Pick<StripeFailure, "kind" | "permission">>;

/** A key of Stripe's, never whole. */
export interface KeyFacts {
  kind: "secret" | "restricted" | "publishable" | "unknown";
  mode: "test" | "live" | "unknown";
  /** "sk_test_…x9fE" */
  masked: string;
}

export interface PlatformFacts {
  secretKey: KeyFacts;
  publishableKey: KeyFacts;
  clientId: string;
  redirectUri: string;
  /** Does Stripe take the secret key? */
  call: Checked<{ name: string | null }>;
  authorize: Checked<AuthorizeAnswer>;
  /** Stripe's clock minus ours, in seconds; null when Stripe did not answer. */
  clockSkewSeconds: number | null;
}

/** One of the platform's two webhook endpoints, as this side sees it. */
export interface EndpointFacts {
  url: string;
  secretSet: boolean;
  lastEventAt: Date | null;
  /** Of the last event. */
  lastApiVersion: string | null;
  lastRefusal: Refusal | null;
}

export interface MessageFacts {
  registered: Checked<RegisteredEndpoint[]>;
  account: EndpointFacts;
  connect: EndpointFacts;
  /** The types of event that have an effect here. */
  types: readonly string[];
  apiVersion: string;
  /** Of this store's accounts, within a day: events that only the comparison with Stripe's list brought. */
  foundLate: number;
  /** Of this store's accounts: events that are tried again, and such that were given up. */
  failing: number;
  dead: number;
  /** Of the whole installation. */
  waiting: number;
  oldestWaitingSeconds: number;
}

export interface AccountFindings {
  id: string;
  name: string;
  stripeAccountId: string;
  isPrimary: boolean;
  connectedAt: Date;
  /** Has its own restricted key, without a platform in between. */
  ownKey: boolean;
  apiKeyHint: string | null;
  /** ownKey only: the key is stored, but cannot be unsealed. */
  keyUnreadable: boolean;
  /** Stripe was asked for the account just now. */
  reached: Checked<undefined>;
  /** As read just now, else as last stored; null: never read. */
  standing: { chargesEnabled: boolean; payoutsEnabled: boolean; summary: AccountSummary; readAt: Date } | null;
  methods: Checked<PaymentMethodSetting[]>;
  /** Null: this site's address is none that wallets work on. */
  walletHost: string | null;
  /** Null: not registered. */
  domain: Checked<WalletDomain | null>;
  lastEventAt: Date | null;
  eventsReadTo: Date | null;
  /** ownKey only: the endpoint made on the account; null: there is none. */
  endpoint: Checked<{ url: string; enabled: boolean; types: string[] } | null>;
  endpointUrl: string;
  /** ownKey only: what the key may not do, in words. */
  missingPermissions: Checked<string[]>;
  /** Pages of the account's own Dashboard. */
  methodsUrl: string;
}

export interface Facts {
  at: Date;
  appUrl: string;
  livemode: boolean;
  platform: PlatformFacts;
  messages: MessageFacts;
  accounts: AccountFindings[];
}
