import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { Badge } from "~/components/ui/badge";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { Textarea } from "~/components/ui/textarea";
import { accountName } from "~/domain/merchants/account-name";
import { describeAccount, makePrimary, moveBackup } from "~/domain/merchants/account-order.server";
import { failoverHistory, nameIsTaken, offersThatChose } from "~/domain/merchants/account-story.server";
import { lastRun } from "~/domain/events/queries.server";
import { STRIPE_SETTINGS } from "~/domain/merchants/begin-connect.server";
import { currentFailover } from "~/domain/merchants/failover.server";
import { accountById, connectedAccounts } from "~/domain/merchants/queries.server";
import { recentSales } from "~/domain/merchants/recent-sales.server";
import { formatMoment } from "~/lib/dates";
import { flash, type FlashMessage } from "~/lib/flash.server";
import { ComparisonCard } from "../studio/events/comparison-card";
import { comparisonOf } from "../studio/events/comparison.server";
import { namingSchema } from "./account-naming";
import { accountView } from "./account-view.server";
import { keyCardOf } from "./key-card.server";
import { RequirementHistory } from "./requirement-history";
import { historyOf } from "./requirement-history.server";
import { AccountCard } from "./stripe-account-card";
import { ChosenBy, FailoverHistory } from "./stripe-account-history";
import { MakePrimary, roleText } from "./stripe-account-order";
import { KeyCard } from "./stripe-key-card";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.account.name ?? "Account"} · Stripe · Lectern` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "stripe.manage");
  const row = await accountById(store.id, params.accountId ?? "");
  if (!row) throw notFound();
  const [usable, offers, moved, failover, key, history, sales] = await Promise.all([
    connectedAccounts(store.id),
    offersThatChose(store.id, row.id),
    failoverHistory(store.id, row.id),
    currentFailover(store.id),
    keyCardOf(row),
    historyOf(row.id, request),
    recentSales(store.id),
  ]);
  const account = accountView(row, sales.get(row.id));
  return {
    account,
    inUse: account.connected && !account.otherMode,
    // Where it is connected again: with a key, if that is how it was. Stripe's other mode is not ours to mend.
    again: account.connected ? null : row.kind === "restricted_key" ? `${STRIPE_SETTINGS}/key?account=${row.id}` : STRIPE_SETTINGS,
    several: usable.length > 1,
    standIn: failover?.to?.id ?? null,
    named: { label: row.label ?? "", notes: row.notes },
    nameAtStripe: accountName({ ...row, label: null }),
    offers: offers.map(({ id, title, status }) => ({ id, title, draft: status === "draft" })),
    // With nowhere to go they only stopped, which the history of the account says.
    moved: moved.filter(({ other, failed }) => other !== null || !failed).map(({ id, failed, other, startedAt, endedAt }) => ({
      id,
      text: failed ? (other ? `New sales went to ${other}` : "New sales stopped: no other account could take them") : `Stood in for ${other ?? "another account"}`,
      from: formatMoment(startedAt),
      until: endedAt && formatMoment(endedAt),
    })),
    key,
    history,
    comparison: account.connected && !account.otherMode ? comparisonOf({ account: row, run: await lastRun(row.id) }) : null,
  };
}

/** Name and notes, and the account's place among the store's accounts. `back=list`: pressed on the list of accounts. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<SubmissionResult>> {
  const { viewer, store } = await requireStore(request, "stripe.manage");
  const accountId = params.accountId ?? "";
  const form = await request.formData();
  const page = `${STRIPE_SETTINGS}/accounts/${accountId}`;
  const back = new URL(request.url).searchParams.get("back") === "list" ? STRIPE_SETTINGS : page;
  const cause = { cause: "changed by the creator", causeId: viewer.id };
  switch (form.get("intent")) {
    case "primary": {
      const before = (await connectedAccounts(store.id)).find((account) => account.isPrimary);
      const made = await makePrimary(store.id, accountId, cause);
      if (!made.ok) throw notFound();
      return say(back, await switched(store.id, accountName(made.value), before && before.id !== accountId ? accountName(before) : null));
    }
    case "move": {
      const direction = form.get("direction") === "up" ? "up" : "down";
      const moved = await moveBackup(store.id, accountId, direction, cause);
      if (!moved.ok) throw notFound();
      return redirect(back === page ? page : `${STRIPE_SETTINGS}?moved=${accountId}&direction=${direction}`);
    }
    case "describe": {
      if (!(await accountById(store.id, accountId))) throw notFound();
      const submission = parseWithZod(form, { schema: namingSchema });
      if (submission.status !== "success") return Response.json(submission.reply(), { status: 400 });
      const { label } = submission.value;
      if (label && (await nameIsTaken(store.id, accountId, label))) {
        return Response.json(submission.reply({ fieldErrors: { label: ["Another of your accounts goes by this name. Choose a different one."] } }), { status: 400 });
      }
      const described = await describeAccount(store.id, accountId, submission.value);
      if (!described.ok) throw notFound();
      return say(page, { text: "Saved." });
    }
    default:
      throw new Response("Bad request", { status: 400 });
  }
}

/** What a switch has changed; also when the new primary account cannot sell yet. */
async function switched(storeId: string, name: string, former: string | null): Promise<Said> {
  const failover = await currentFailover(storeId);
  const stays = "Orders, refunds and subscriptions stay where they began.";
  if (failover) {
    const meanwhile = failover.to ? `Until it can, they go to ${failover.to.name}.` : "No other account can stand in.";
    return { text: `${name} is your primary account now, but it cannot take new sales yet. ${meanwhile} ${stays}` };
  }
  return { text: `New sales go to ${name} from now on.${former ? ` ${former} is the first backup.` : ""} ${stays}` };
}

type Said = Pick<FlashMessage, "text"> & { tone?: FlashMessage["tone"] };

async function say(to: string, said: Said): Promise<Response> {
  return redirect(to, { headers: await flash(new Headers(), said) });
}

function notFound(): Response {
  return new Response("Not found", { status: 404 });
}

export default function StripeAccount() {
  const { account, inUse, again, several, standIn, named, nameAtStripe, offers, moved, key, history, comparison } = useLoaderData<typeof loader>();
  return (
    <div className="max-w-3xl space-y-6">
      <div>
        <Breadcrumbs items={[{ label: "Integrations", to: "/settings/integrations" }, { label: "Stripe", to: "/settings/integrations/stripe" }]} />
        <div className="mt-1 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <div className="min-w-0">
            <h2 className="text-lg font-semibold break-words">{account.name}</h2>
            {inUse && several && <p className="text-sm text-ink-muted">{roleText(account, standIn)}</p>}
          </div>
          {inUse && several && !account.isPrimary && <MakePrimary account={account} back="account" />}
          {!inUse && <Badge>{account.connected ? account.mode : "Disconnected"}</Badge>}
        </div>
      </div>
      {inUse ? <AccountCard account={account} back={account.path} /> : <NotInUse again={again} />}
      <NamingForm key={account.id} named={named} nameAtStripe={nameAtStripe} />
      {key && <KeyCard {...key} />}
      {inUse && offers.length > 0 && <ChosenBy offers={offers} />}
      {comparison && <ComparisonCard comparisons={[comparison]} back={account.path} />}
      <RequirementHistory history={history} />
      {moved.length > 0 && <FailoverHistory entries={moved} />}
    </div>
  );
}

/** An account that was used once: what that means, and the way back. */
function NotInUse({ again }: { again: string | null }) {
  return (
    <div className="space-y-4 text-sm">
      <p className="text-ink-muted">New sales do not go to this account. What was sold through it stays with it.</p>
      {again && (
        <Button asChild variant="secondary">
          <Link to={again}>Connect it again</Link>
        </Button>
      )}
    </div>
  );
}

function NamingForm({ named, nameAtStripe }: { named: { label: string; notes: string }; nameAtStripe: string }) {
  const lastResult = useActionData<SubmissionResult>();
  const [form, fields] = useForm({
    id: "naming",
    lastResult: lastResult ?? null,
    defaultValue: named,
    constraint: { label: { maxLength: 60 }, notes: { maxLength: 2000 } },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: namingSchema }),
    shouldRevalidate: "onInput",
  });
  return (
    <Card title="Name and notes" description="For you alone: buyers see neither." headingLevel={3}>
      <Form method="post" {...getFormProps(form)} className="space-y-5">
        <FormErrors errors={form.errors} />
        <Field label="Your name for this account" field={fields.label} optional description={`Used wherever Lectern names it. Left empty: ${nameAtStripe}.`}>
          <Input autoComplete="off" placeholder={nameAtStripe} />
        </Field>
        <Field label="Notes" field={fields.notes} optional description="What it is for, who looks after it, which bank it pays to.">
          <Textarea rows={3} />
        </Field>
        <SubmitButton name="intent" value="describe">
          Save
        </SubmitButton>
      </Form>
    </Card>
  );
}
