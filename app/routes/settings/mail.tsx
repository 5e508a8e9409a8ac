import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { buttonStyles } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { setMailWanted, wantsMail } from "~/domain/mail/preferences.server";
import { detoursOf, removeTransport, setSaleNotices, setTransport, testTransport, transportOf, type TransportRefusal } from "~/domain/mail/set-transport.server";
import type { StopLink } from "~/domain/mail/stop-link";
import { isSaleNotices, transportSchema } from "~/domain/mail/transport-details";
import { env } from "~/env.server";
import { formatMoment } from "~/lib/dates";
import { flash } from "~/lib/flash.server";
import { waitWords } from "../auth/respond.server";
import { MailRenewalsCard } from "./mail-renewals-card";
import { MailSalesCard } from "./mail-sales-card";
import { MailServerCard } from "./mail-server-card";

export const meta: MetaFunction = () => [{ title: "Mail · Lectern" }];

export interface MailAnswer {
  result: SubmissionResult | null;
  /** A test did not go through: our sentence, and the server's own words. */
  problem: { words: string; detail: string } | null;
}

export async function loader({ request }: LoaderFunctionArgs) {
  const { viewer, store } = await requireStore(request, "store.manage");
  const [server, detours, renewals] = await Promise.all([transportOf(store.id), detoursOf(store.id), wantsMail(renewalsOf(store))]);
  return {
    email: viewer.email,
    renewals,
    sales: isSaleNotices(store.saleNotices) ? store.saleNotices : "each",
    platformFrom: env.mail.from,
    supportEmail: store.supportEmail,
    fallback: { fromName: store.name, fromAddress: store.supportEmail },
    detours: server && detours && { count: detours.count, last: detours.last, at: formatMoment(detours.at) },
    server: server && { ...server, verified: server.verifiedAt && formatMoment(server.verifiedAt), failedAt: server.lastErrorAt && formatMoment(server.lastErrorAt) },
  };
}

export async function action({ request }: ActionFunctionArgs): Promise<TypedResponse<MailAnswer>> {
  const { viewer, store } = await requireStore(request, "store.manage");
  const form = await request.formData();
  switch (form.get("intent")) {
    case "sales": {
      const wanted = form.get("sales");
      if (!isSaleNotices(wanted)) throw new Response("Unknown choice", { status: 400 });
      await setSaleNotices(store.id, viewer.id, wanted);
      return back(wanted === "each" ? "You get a mail for each sale." : wanted === "daily" ? "You get one mail a day with a sale." : "You get no mails about sales.");
    }
    case "renewals": {
      const wanted = form.get("renewals") === "on";
      await setMailWanted(renewalsOf(store), wanted);
      return back(wanted ? "You get a summary when payments fail." : "You get no summaries of payments that failed.");
    }
    case "remove":
      await removeTransport(store.id, viewer.id);
      return back("Your mails go out by Lectern again.");
    case "test": {
      const tested = await testTransport(store, viewer);
      return tested.ok ? back(`The test mail to ${tested.value.to} went through.`) : refusal(tested.error, null);
    }
    case "server": {
      const submission = parseWithZod(form, { schema: transportSchema });
      if (submission.status !== "success") return Response.json({ result: submission.reply({ hideFields: ["password"] }), problem: null }, { status: 400 });
      const set = await setTransport(store, viewer, submission.value);
      if (set.ok) return back(`The test mail to ${set.value.to} went through. From now on your mails go by your own server.`);
      if (set.error.kind === "password_needed") return Response.json({ result: submission.reply({ hideFields: ["password"], fieldErrors: { password: ["Type the password for this server."] } }), problem: null }, { status: 400 });
      return refusal(set.error, submission.reply({ hideFields: ["password"] }));
    }
    default:
      throw new Response("Unknown intent", { status: 400 });
  }
}

function renewalsOf({ id, ownerId }: { id: string; ownerId: string }): StopLink {
  return { userId: ownerId, storeId: id, what: "renewals" };
}

function refusal(error: TransportRefusal, result: SubmissionResult | null): TypedResponse<MailAnswer> {
  const problem =
    error.kind === "test_failed"
      ? { words: error.words, detail: error.detail }
      : error.kind === "too_many"
        ? { words: `That was tried too often. Wait ${waitWords(error)} and try again.`, detail: "" }
        : { words: "The password that is kept cannot be read any more. Type it again and save.", detail: "" };
  return Response.json({ result, problem }, { status: error.kind === "too_many" ? 429 : 400 });
}

async function back(text: string): Promise<TypedResponse<never>> {
  return redirect("/settings/mail", { headers: await flash(new Headers(), text) });
}

export default function MailSettings() {
  const { email, sales, renewals, platformFrom, supportEmail, fallback, detours, server } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <div className="max-w-3xl space-y-6">
      <MailServerCard server={server} detours={detours} platformFrom={platformFrom} supportEmail={supportEmail} fallback={fallback} email={email} answer={answer} />
      <MailSalesCard sales={sales} email={email} />
      <MailRenewalsCard wanted={renewals} />
      <Card title="Every mail, as it looks" description="With your name, colour and logo, and made-up buyers.">
        <Link to="/settings/mail/preview" className={buttonStyles({ variant: "secondary" })}>
          See the mails
        </Link>
      </Card>
    </div>
  );
}
