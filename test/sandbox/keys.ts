/**
 * The fixed keys of the demo and the tests. Obviously fake: none of them can ever be a key of the real Stripe or Resend.
 * The app's start script puts these into its own environment when no Stripe keys are set (sandbox mode).
 */
export const sandboxKeys = {
  secretKey: "sk_test_sandbox_platform_not_a_real_key",
  publishableKey: "pk_test_sandbox_platform_not_a_real_key",
  clientId: "ca_sandbox_platform",
  accountWebhookSecret: "whsec_sandbox_account_endpoint",
  connectWebhookSecret: "whsec_sandbox_connect_endpoint",
  resendApiKey: "re_sandbox_not_a_real_key",
  /** Svix secrets are base64 after the prefix; this one decodes to "lectern sandbox mailbox". */
  resendWebhookSecret: "whsec_bGVjdGVybiBzYW5kYm94IG1haWxib3g=",
} as const;

/** Same fields as {@link sandboxKeys}, for a test that wants keys of its own. */
export type SandboxKeys = { readonly [K in keyof typeof sandboxKeys]: string };
