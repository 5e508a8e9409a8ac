import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Mail } from "lucide-react";
import { requireViewer } from "~/auth/guards.server";
import { Badge } from "~/components/ui/badge";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { PageHeader } from "~/components/ui/page-header";
import { SubmitButton } from "~/components/ui/submit-button";
import { receiptInWords } from "~/domain/library/order-words";
import { mailName } from "~/domain/mail/mail-kinds";
import { ownMails, resendOwn } from "~/domain/receipts/own-mails.server";
import { flash } from "~/lib/flash.server";

export const meta: MetaFunction = () => [{ title: "Mails to you" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const mails = await ownMails(viewer);
  return { mails: mails.map((mail) => ({ id: mail.id, name: mailName(mail.kind), title: mail.title, onItsWay: mail.status === "pending" || mail.status === "sending", ...receiptInWords(mail) })) };
}

/** "Send again", beside a mail of one's own. Somebody else's: 404. */
export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const sent = await resendOwn(viewer, String((await request.formData()).get("mail") ?? ""));
  if (!sent.ok && sent.error === "not_found") throw new Response("Not found", { status: 404 });
  const message = sent.ok ? `It is on its way to ${sent.value.to}.` : { text: "That was sent several times today. Look into the folder for spam, or try again tomorrow.", tone: "danger" as const };
  return redirect("/library/mails", { headers: await flash(new Headers(), message) });
}

/** What was written to a person about what they own, and whether it arrived. */
export default function Mails() {
  const { mails } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader breadcrumbs={<Breadcrumbs items={[{ label: "Orders", to: "/library/orders" }]} />} title="Mails to you" description="Receipts and everything else about what you own. Lost one? Have it sent again." />
      {mails.length === 0 ? (
        <EmptyState icon={<Mail />} title="No mails yet">
          <p>When you buy something, are given something or finish a course, the mail about it stands here.</p>
        </EmptyState>
      ) : (
        <Card>
          <ul className="divide-y divide-line text-sm">
            {mails.map((mail) => (
              <li key={mail.id} className="flex flex-wrap items-center gap-x-6 gap-y-3 py-4 first:pt-0 last:pb-0">
                <div className="min-w-0 flex-1 basis-64">
                  <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                    <span className="font-medium">{mail.name}</span>
                    <Badge tone={mail.tone}>{mail.label}</Badge>
                  </p>
                  <p className="mt-0.5 wrap-anywhere">{mail.title}</p>
                  <p className="mt-0.5 wrap-anywhere text-ink-muted">{mail.text}</p>
                </div>
                {!mail.onItsWay && (
                  <Form method="post" preventScrollReset>
                    <input type="hidden" name="mail" value={mail.id} />
                    <SubmitButton variant="secondary" size="sm" pendingLabel="Sending…">
                      Send again<span className="sr-only">{`: ${mail.name}, ${mail.title}`}</span>
                    </SubmitButton>
                  </Form>
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}
      <p className="mt-6 text-sm text-ink-muted">
        {"They go to the address of your account. Change it on "}
        <Link to="/settings/account" className="link-quiet text-ink">
          your account page
        </Link>
        .
      </p>
    </>
  );
}
