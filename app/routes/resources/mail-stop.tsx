import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { AuthShell } from "~/components/layout/auth-shell";
import { SubmitButton } from "~/components/ui/submit-button";
import { setMailWanted, wantsMail } from "~/domain/mail/preferences.server";
import { readStopToken, type Stoppable } from "~/domain/mail/stop-link";
import { storeName } from "~/domain/stores/queries.server";

export const meta: MetaFunction = () => [{ title: "Mails · Lectern" }, { name: "robots", content: "noindex" }];

async function find(token: string | undefined) {
  const link = readStopToken(token ?? "");
  const name = link && (await storeName(link.storeId));
  if (!link || !name) throw new Response("Not found", { status: 404 });
  return { link, name };
}

/** Looks only: mail programs and scanners open links too. */
export async function loader({ params }: LoaderFunctionArgs) {
  const { link, name } = await find(params.token);
  return { name, what: link.what, wanted: await wantsMail(link) };
}

/** The mailbox's own button posts here without a page (RFC 8058); the form below does too. The key in the address is all that is asked. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { link } = await find(params.token);
  const wanted = (await request.formData()).get("wanted") === "yes";
  if (!(await setMailWanted(link, wanted))) throw new Response("Not found", { status: 404 });
  return { wanted };
}

/** What is said while they are wanted, and when they are not: a store writes to its students, we write to its creator. */
const WORDS: Record<Stoppable, (name: string) => { on: string; off: string }> = {
  posts: student("new posts for members"),
  updates: student("new versions of what you own"),
  lessons: student("lessons that have opened"),
  sales: (name) => ({ on: `You get a mail about sales of ${name}. What Stripe asks of you still comes.`, off: `You get no mails about sales of ${name}. They stand under Orders.` }),
  renewals: (name) => ({
    on: `When payments for memberships of ${name} fail, you get a summary, at most once a day. What Stripe asks of you still comes.`,
    off: `You get no summaries of payments that failed for memberships of ${name}. They stand under each membership’s members.`,
  }),
};

function student(what: string) {
  return (name: string) => ({ on: `${name} writes to you about ${what}. Receipts and sign-in links are not part of this.`, off: `${name} no longer writes to you about ${what}. What you have stays as it is.` });
}

export default function MailStop() {
  const { name, what, wanted: now } = useLoaderData<typeof loader>();
  const done = useActionData<typeof action>();
  const wanted = done?.wanted ?? now;
  return (
    <AuthShell
      title={wanted ? "Mails you can do without" : "You get no more of these mails"}
      description={WORDS[what](name)[wanted ? "on" : "off"]}
    >
      <Form method="post" reloadDocument>
        <input type="hidden" name="wanted" value={wanted ? "no" : "yes"} />
        <SubmitButton block variant={wanted ? "primary" : "secondary"}>
          {wanted ? "Stop these mails" : "Send them again"}
        </SubmitButton>
      </Form>
    </AuthShell>
  );
}
