import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireViewer } from "~/auth/guards.server";
import { requesterOf } from "~/auth/requester.server";
import { Banner } from "~/components/ui/banner";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { PageHeader } from "~/components/ui/page-header";
import { SubmitButton } from "~/components/ui/submit-button";
import { askToMend, mailTrouble } from "~/domain/personal-data/mend-address.server";
import { formatMoment } from "~/lib/dates";
import { waitWords } from "../auth/respond.server";

export const meta: MetaFunction = () => [{ title: "Your address" }];

interface Answer {
  sentTo: string | null;
  typed: string;
  error: string | null;
}

/** Where a student corrects the address at which our mail came back. Without trouble there is nothing to do here. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { email } = await requireViewer(request);
  const trouble = await mailTrouble(email);
  if (!trouble) throw redirect("/library");
  return { email, problem: trouble.problem, since: formatMoment(trouble.since) };
}

export async function action({ request }: ActionFunctionArgs): Promise<TypedResponse<Answer>> {
  const viewer = await requireViewer(request);
  const form = await request.formData();
  const typed = form.get("intent") === "same" ? viewer.email : String(form.get("email") ?? "").trim();
  if (!z.email().max(254).safeParse(typed).success) return Response.json({ sentTo: null, typed, error: "That does not look like an email address." }, { status: 400 });
  const asked = await askToMend({ userId: viewer.id, email: typed, requester: requesterOf(request) });
  if (asked.ok) return Response.json({ sentTo: asked.value.email, typed: "", error: null });
  if (asked.error === "no_trouble") throw redirect("/library");
  if (asked.error === "spam") return Response.json({ sentTo: null, typed, error: "This address works, so another one is set on your account page." }, { status: 400 });
  return Response.json({ sentTo: null, typed, error: `Several mails went there already. Wait ${waitWords(asked.error)} and try again.` }, { status: 429 });
}

export default function Address() {
  const { email, problem, since } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const bounced = problem === "bounced";
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs items={[{ label: "Library", to: "/library" }]} />}
        title={bounced ? "Where can we write to you?" : "Mails from us"}
        description={<span className="wrap-anywhere">{bounced ? `Our mail to ${email} came back on ${since}.` : `On ${since} a mail of ours to ${email} was marked as spam.`}</span>}
      />
      <div className="max-w-2xl space-y-6">
        {answer?.sentTo && (
          <Banner live tone="success" title={<span className="wrap-anywhere">{`A mail is on its way to ${answer.sentTo}`}</span>}>
            <p>Click its button in this browser, within 60 minutes. Nothing comes? Look into the spam folder, then try another address.</p>
          </Banner>
        )}
        {bounced && (
          <Form method="post">
            <Card title="Another address" description="We send a link there. When you click it, it becomes the address of your account, and what was kept back is sent." footer={<SubmitButton pendingLabel="Sending…">Send the link</SubmitButton>}>
              <Field label="Email address" field={{ name: "email", id: "email", required: true, initialValue: answer?.typed ?? "", errors: answer?.error ? [answer.error] : undefined }}>
                <Input type="email" autoComplete="email" autoCapitalize="none" spellCheck={false} />
              </Field>
            </Card>
          </Form>
        )}
        <Form method="post">
          <Card
            title={bounced ? "The address is right" : "Get our mails again"}
            description={<span className="wrap-anywhere">{bounced ? `A full mailbox, or a provider with a bad day: we try ${email} once more.` : `We send a link to ${email}. When you click it, receipts and what you wait for come again.`}</span>}
            footer={
              <SubmitButton name="intent" value="same" variant={bounced ? "secondary" : "primary"} pendingLabel="Sending…">
                {bounced ? "Try it once more" : "Send the link"}
              </SubmitButton>
            }
          >
            {!bounced && answer?.error ? <p className="text-sm text-danger">{answer.error}</p> : <p className="text-sm text-ink-muted">{bounced ? "The mail holds a link that shows that it has arrived." : "Mails you can do without have a link of their own to stop them, in each mail."}</p>}
          </Card>
        </Form>
        <p className="text-sm text-ink-muted">
          {"Everything about your account, your address too, is on "}
          <Link to="/settings/account" className="link-quiet text-ink">
            your account page
          </Link>
          .
        </p>
      </div>
    </>
  );
}
