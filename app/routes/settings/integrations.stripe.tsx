import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { Banner } from "~/components/ui/banner";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button } from "~/components/ui/button";
import { accountName } from "~/domain/merchants/account-name";
import { beginConnect, STRIPE_SETTINGS } from "~/domain/merchants/begin-connect.server";
import { connectMessage } from "~/domain/merchants/connect-outcome";
import { disconnectAccount, type DisconnectRefusal } from "~/domain/merchants/disconnect-account.server";
import { currentFailover } from "~/domain/merchants/failover.server";
import { accountById, allAccounts } from "~/domain/merchants/queries.server";
import { recentSales } from "~/domain/merchants/recent-sales.server";
import { permissionInWords } from "~/domain/merchants/restricted-key";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { env } from "~/env.server";
import { flash, type FlashMessage } from "~/lib/flash.server";
import { formatMoment } from "~/lib/dates";
import { localPath } from "~/lib/urls";
import { accountView, modeName } from "./account-view.server";
import { keyCardOf } from "./key-card.server";
import { ConnectCard } from "./stripe-connect-card";
import { AccountCard, AccountNeeds, FormerAccounts } from "./stripe-account-card";
import { AccountOrder } from "./stripe-account-order";
import { DeniedCard } from "./stripe-denied-card";
import { KeyCard } from "./stripe-key-card";

export const meta: MetaFunction = () => [{ title: "Stripe · Integrations · Lectern" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "stripe.manage");
  const query = new URL(request.url).searchParams;
  const [rows, sales] = await Promise.all([allAccounts(store.id), recentSales(store.id)]);
  const accounts = rows.map((row) => accountView(row, sales.get(row.id)));
  const usable = accounts.filter((account) => account.connected && !account.otherMode);
  const failover = await currentFailover(store.id);
  const message = connectMessage(query.get("outcome"));
  const keys = await Promise.all(rows.map(keyCardOf));
  return {
    accounts: usable,
    failover: failover && { ...failover, since: formatMoment(failover.since) },
    // Only what needs attention; the rest stands on each account's own page.
    keysInNeed: keys.filter((key) => key !== null && key.missing !== null),
    former: accounts.filter((account) => !usable.includes(account)),
    // Once an account is there, "it is being connected" and "it was connected already" have nothing more to say.
    denied: message?.name === "denied",
    message: message && message.name !== "denied" && (message.again || usable.length === 0) ? message : null,
    madeBefore: rows.filter((row) => row.kind === "created" && row.status === "disconnected" && row.livemode === env.stripe.livemode).map((row) => ({ id: row.id, name: accountName(row) })),
    returnTo: localPath(query.get("returnTo"), STRIPE_SETTINGS),
    mode: modeName(env.stripe.livemode),
    feePercent: env.platformFeePercent,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const { viewer, store } = await requireStore(request, "stripe.manage");
  const form = await request.formData();
  const accountId = form.get("accountId");
  switch (form.get("intent")) {
    case "connect":
      return redirect(await beginConnect(store, { userId: viewer.id, sessionId: viewer.sessionId, email: viewer.email, name: viewer.name }, text(form.get("returnTo"))));
    case "refresh": {
      const account = typeof accountId === "string" ? await accountById(store.id, accountId) : null;
      if (!account) throw new Response("Not found", { status: 404 });
      const read = await syncAccount(account.stripeAccountId, { cause: "checked again by the creator", causeId: viewer.id }, { anew: true });
      if (read.outcome === "failed" && read.failure.kind === "key_unreadable") {
        return back({ text: "This site can no longer read the account's key, so Stripe was not asked. Give the key again.", tone: "danger" });
      }
      if (read.outcome === "failed" && read.failure.kind === "permission_missing") {
        return back({ text: `The restricted key lacks ${permissionInWords(read.failure.permission)}, so Stripe could not be read. Edit the key at Stripe, then check again.`, tone: "danger" });
      }
      return back(REFRESHED[read.outcome], text(form.get("back")));
    }
    case "disconnect": {
      const result = await disconnectAccount(store.id, typeof accountId === "string" ? accountId : "", { cause: "disconnected by the creator", causeId: viewer.id });
      if (result.ok) return back({ text: "Stripe is disconnected. Your buyers keep what they bought." });
      if (result.error === "not_found") throw new Response("Not found", { status: 404 });
      return back(NOT_DISCONNECTED[result.error]);
    }
    default:
      throw new Response("Bad request", { status: 400 });
  }
}

type Said = Pick<FlashMessage, "text"> & { tone?: FlashMessage["tone"] };

const REFRESHED: Record<Awaited<ReturnType<typeof syncAccount>>["outcome"], Said> = {
  stored: { text: "Read from Stripe just now." },
  disconnected: { text: "Stripe says this account is no longer connected. Connect it again to go on selling.", tone: "danger" },
  unknown: { text: "This account is not connected any more. Connect it again to go on selling.", tone: "danger" },
  failed: { text: "Stripe did not answer. What you see is as old as it says; try again in a minute.", tone: "danger" },
};

const NOT_DISCONNECTED: Record<Exclude<DisconnectRefusal, "not_found">, Said> = {
  unreachable: { text: "Stripe did not answer, so nothing was disconnected here. Try again in a minute.", tone: "danger" },
  sale_under_way: { text: "Somebody is buying from you at this very moment. Wait a minute, then disconnect.", tone: "danger" },
  key_short: {
    text: "Buyers are in the checkout now, and your key may not close it for them. Give the key the right to write Checkout Sessions at Stripe, or wait until those checkouts have run out (90 minutes at most), then disconnect.",
    tone: "danger",
  },
  refused: { text: "Stripe refused to end the connection. You can end it in your Stripe Dashboard, under the apps you have installed.", tone: "danger" },
};

/** @param to the page on which it was pressed, if it was another one of this site */
async function back(said: Said, to: string | null = null): Promise<Response> {
  return redirect(localPath(to, STRIPE_SETTINGS), { headers: await flash(new Headers(), said) });
}

function text(value: FormDataEntryValue | null): string | null {
  return typeof value === "string" ? value : null;
}

export default function StripeSettings() {
  const { accounts, failover, keysInNeed, former, message, denied, madeBefore, returnTo, mode, feePercent } = useLoaderData<typeof loader>();
  const sells = accounts.some((account) => account.summary.state !== "final");
  const before = sells ? "another" : accounts.length > 0 ? "closed" : former.length > 0 ? "disconnected" : "none";
  return (
    <div className="max-w-3xl space-y-6">
      <div>
        <Breadcrumbs items={[{ label: "Integrations", to: "/settings/integrations" }]} />
        <h2 className="mt-1 text-lg font-semibold">Stripe</h2>
      </div>
      {message && (
        <Banner tone={message.tone} title={message.title} action={message.tone !== "calm" && <DoctorLink />}>
          {message.text}
        </Banner>
      )}
      {denied && <DeniedCard returnTo={returnTo} />}
      {failover?.to && (
        <Banner tone="urgent" title={`New sales go to ${failover.to.name}`}>
          {`${failover.from.name} has not been able to take them since ${failover.since}. They go back by themselves when it can.`}
        </Banner>
      )}
      {accounts.length > 1 && <AccountOrder accounts={accounts} standIn={failover?.to?.id ?? null} />}
      {accounts.map((account) => (accounts.length > 1 ? <AccountNeeds key={account.id} account={account} /> : <AccountCard key={account.id} account={account} />))}
      {keysInNeed.map((key) => key && <KeyCard key={key.accountId} {...key} />)}
      <ConnectCard mode={mode} feePercent={feePercent} returnTo={returnTo} before={before} folded={denied || sells} madeBefore={madeBefore} />
      {former.length > 0 && <FormerAccounts accounts={former} />}
      <p className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-ink-muted">
        Something does not work? The connection doctor checks every part and says what to do.
        <DoctorLink />
      </p>
    </div>
  );
}

function DoctorLink() {
  return (
    <Button asChild variant="secondary" size="sm">
      <Link to="/settings/integrations/stripe/doctor">Open the connection doctor</Link>
    </Button>
  );
}
