import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { Banner } from "~/components/ui/banner";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { beginConnect, STRIPE_SETTINGS } from "~/domain/merchants/begin-connect.server";
import { connectMessage } from "~/domain/merchants/connect-outcome";
import { disconnectAccount } from "~/domain/merchants/disconnect-account.server";
import { accountById, allAccounts } from "~/domain/merchants/queries.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { env } from "~/env.server";
import { flash, type FlashMessage } from "~/lib/flash.server";
import { localPath } from "~/lib/urls";
import { accountView, modeName } from "./account-view.server";
import { ConnectCard } from "./stripe-connect-card";
import { AccountCard, FormerAccounts } from "./stripe-account-card";

export const meta: MetaFunction = () => [{ title: "Stripe · Integrations · Lectern" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await requireStore(request);
  const query = new URL(request.url).searchParams;
  const accounts = (await allAccounts(store.id)).map(accountView);
  const usable = accounts.filter((account) => account.connected && !account.otherMode);
  const message = connectMessage(query.get("outcome"));
  return {
    accounts: usable,
    former: accounts.filter((account) => !usable.includes(account)),
    // Once an account is there, "it is being connected" and "it was connected already" have nothing more to say.
    message: message && (message.again || usable.length === 0) ? message : null,
    returnTo: localPath(query.get("returnTo"), STRIPE_SETTINGS),
    mode: modeName(env.stripe.livemode),
    feePercent: env.platformFeePercent,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const { viewer, store } = await requireStore(request);
  const form = await request.formData();
  const accountId = form.get("accountId");
  switch (form.get("intent")) {
    case "connect":
      return redirect(await beginConnect(store, { userId: viewer.id, sessionId: viewer.sessionId, email: viewer.email }, text(form.get("returnTo"))));
    case "refresh": {
      const account = typeof accountId === "string" ? await accountById(store.id, accountId) : null;
      if (!account) throw new Response("Not found", { status: 404 });
      const { outcome } = await syncAccount(account.stripeAccountId, { cause: "checked again by the creator", causeId: viewer.id });
      return back(REFRESHED[outcome]);
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

const NOT_DISCONNECTED: Record<"unreachable" | "sale_under_way" | "refused", Said> = {
  unreachable: { text: "Stripe did not answer, so nothing was disconnected here. Try again in a minute.", tone: "danger" },
  sale_under_way: { text: "Somebody is buying from you at this very moment. Wait a minute, then disconnect.", tone: "danger" },
  refused: { text: "Stripe refused to end the connection. You can end it in your Stripe Dashboard, under the apps you have installed.", tone: "danger" },
};

async function back(said: Said): Promise<Response> {
  return redirect(STRIPE_SETTINGS, { headers: await flash(new Headers(), said) });
}

function text(value: FormDataEntryValue | null): string | null {
  return typeof value === "string" ? value : null;
}

export default function StripeSettings() {
  const { accounts, former, message, returnTo, mode, feePercent } = useLoaderData<typeof loader>();
  return (
    <div className="max-w-3xl space-y-6">
      <div>
        <Breadcrumbs items={[{ label: "Integrations", to: "/settings/integrations" }]} />
        <h2 className="mt-1 text-lg font-semibold">Stripe</h2>
      </div>
      {message && (
        <Banner tone={message.tone} title={message.title}>
          {message.text}
        </Banner>
      )}
      {accounts.map((account) => (
        <AccountCard key={account.id} account={account} several={accounts.length > 1} />
      ))}
      {accounts.every((account) => account.summary.state === "final") && <ConnectCard mode={mode} feePercent={feePercent} returnTo={returnTo} before={accounts.length > 0 ? "closed" : former.length > 0 ? "disconnected" : "none"} />}
      {former.length > 0 && <FormerAccounts accounts={former} />}
    </div>
  );
}
