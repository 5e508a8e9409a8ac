import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { Banner } from "~/components/ui/banner";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { handlers } from "~/domain/events/handlers.server";
import { accountName } from "~/domain/merchants/account-name";
import { STRIPE_SETTINGS } from "~/domain/merchants/begin-connect.server";
import { checkKeyAgain, connectWithKey, type KeyCheck, type KeyRefusal } from "~/domain/merchants/connect-with-key.server";
import { dashboardUrl, ownDashboardUrl } from "~/domain/merchants/dashboard-url.server";
import { accountById } from "~/domain/merchants/queries.server";
import { ALL_PERMISSION_WORDS, KEY_PROBLEMS, NEW_KEY_PAGE, oneOfEachRow, otherModeText } from "~/domain/merchants/restricted-key";
import { env } from "~/env.server";
import type { MissingPermission } from "~/integrations/stripe/restricted-key.server";
import { flash } from "~/lib/flash.server";
import { localPath } from "~/lib/urls";
import { accountView, modeName } from "./account-view.server";
import { KeyForm } from "./stripe-key-form";
import { MissingPermissions, type MissingInWords } from "./stripe-missing-permissions";

export const meta: MetaFunction = () => [{ title: "Restricted key · Stripe · Lectern" }];

/** What the endpoint of an account is to be told of. */
const eventTypes = [...handlers.keys()];

export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "stripe.manage");
  const query = new URL(request.url).searchParams;
  const renews = await accountToRenew(store.id, query.get("account"));
  return {
    renews: renews && { id: renews.id, name: accountName(renews), hint: renews.apiKeyHint },
    mode: modeName(env.stripe.livemode),
    keysUrl: renews ? dashboardUrl(renews, "apikeys") : ownDashboardUrl(env.stripe.livemode, "apikeys"),
    newKeyUrl: renews ? dashboardUrl(renews, NEW_KEY_PAGE) : ownDashboardUrl(env.stripe.livemode, NEW_KEY_PAGE),
    returnTo: localPath(query.get("returnTo"), STRIPE_SETTINGS),
    feePercent: env.platformFeePercent,
  };
}

interface Answer {
  /** Said at the field. Never contains any of the key. */
  error: string | null;
  missing: MissingInWords[];
  /** Of "check again", which is not about a key that was typed. */
  check: KeyCheck["state"] | null;
}

export async function action({ request }: ActionFunctionArgs): Promise<TypedResponse<Answer>> {
  const { viewer, store } = await requireStore(request, "stripe.manage");
  const form = await request.formData();
  const account = await accountToRenew(store.id, form.get("account")?.toString() || null);
  if (form.get("intent") === "check") {
    if (!account) throw new Response("Not found", { status: 404 });
    const check = await checkKeyAgain(account, eventTypes, { cause: "key checked by the creator", causeId: viewer.id });
    const missing = check.state === "missing" ? inWords(check.permissions) : check.state === "complete" ? inWords(check.forMemberships) : [];
    return Response.json({ error: null, missing, check: check.state } satisfies Answer, { headers: { "Cache-Control": "no-store" } });
  }
  const key = form.get("key");
  const result = await connectWithKey(store.id, { key: typeof key === "string" ? key : "", renews: account?.id ?? null, eventTypes }, viewer.id);
  if (!result.ok) return Response.json(answerTo(result.error), { status: 400, headers: { "Cache-Control": "no-store" } });
  const { name, summary } = accountView(result.value);
  const text = account ? `${name} is used with its new key from now on. You can delete the former one at Stripe.` : `${name} is connected by its own key. ${summary.state === "ready" ? summary.text : `${summary.title}.`}`;
  return redirect(localPath(form.get("returnTo")?.toString() ?? null, STRIPE_SETTINGS), {
    headers: await flash(new Headers(), { text, tone: summary.state === "ready" || account ? "success" : "info" }),
  });
}

/** Null when none is named; 404 for another store's, and for one that has no key of its own. */
async function accountToRenew(storeId: string, accountId: string | null) {
  if (accountId === null) return null;
  const account = await accountById(storeId, accountId);
  if (!account || account.kind !== "restricted_key" || account.livemode !== env.stripe.livemode) throw new Response("Not found", { status: 404 });
  return account;
}

function answerTo(refusal: KeyRefusal): Answer {
  if (refusal.kind === "missing") {
    const missing = inWords(refusal.permissions);
    return { error: `This key lacks ${missing.length === 1 ? "a permission" : `${missing.length} permissions`}. It was not kept.`, missing, check: null };
  }
  return { error: refusal.kind === "other_mode" ? otherModeText(env.stripe.livemode) : KEY_PROBLEMS[refusal.kind], missing: [], check: null };
}

function inWords(permissions: readonly MissingPermission[]): MissingInWords[] {
  return oneOfEachRow(permissions.map(({ name, stripeName }) => ({ ...ALL_PERMISSION_WORDS[name], stripeName })));
}

export default function RestrictedKey() {
  const { renews, mode, keysUrl, newKeyUrl, returnTo, feePercent } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <div className="max-w-3xl space-y-6">
      <div>
        <Breadcrumbs items={[{ label: "Integrations", to: "/settings/integrations" }, { label: "Stripe", to: STRIPE_SETTINGS_PATH }]} />
        <h2 className="mt-1 text-lg font-semibold">{renews ? `A new key for ${renews.name}` : "Connect with a restricted key"}</h2>
      </div>
      {answer?.check && <CheckResult state={answer.check} missing={answer.missing} keysUrl={keysUrl} />}
      <KeyForm renews={renews} mode={mode} keysUrl={keysUrl} newKeyUrl={newKeyUrl} returnTo={returnTo} feePercent={feePercent} error={answer?.error ?? null} missing={answer && !answer.check ? answer.missing : []} />
    </div>
  );
}

const STRIPE_SETTINGS_PATH = "/settings/integrations/stripe";

function CheckResult({ state, missing, keysUrl }: { state: KeyCheck["state"]; missing: readonly MissingInWords[]; keysUrl: string }) {
  if (state === "missing") return <MissingPermissions missing={missing} keysUrl={keysUrl} inUse />;
  if (state === "complete" && missing.length > 0) return <MissingPermissions missing={missing} keysUrl={keysUrl} forMemberships />;
  if (state === "complete") {
    return (
      <Banner live tone="success" title="The key has every permission it needs">
        Stripe also tells this site at once when something is paid. There is nothing to do.
      </Banner>
    );
  }
  if (state === "revoked") {
    return (
      <Banner live tone="urgent" title="Stripe no longer accepts this key">
        It was deleted or replaced at Stripe, so the account is disconnected here. Your buyers keep what they bought. Give a new key of the same account below and everything is as it was.
      </Banner>
    );
  }
  if (state === "unreadable") {
    return (
      <Banner live tone="urgent" title="This site can no longer read the key">
        It is kept encrypted, and this site's own encryption secret has changed since. Nothing is wrong at Stripe. Give the key again below, or a new one of the same account, and everything is as it was.
      </Banner>
    );
  }
  return (
    <Banner live tone="urgent" title="Stripe did not answer">
      Nothing has changed. Try again in a minute.
    </Banner>
  );
}
