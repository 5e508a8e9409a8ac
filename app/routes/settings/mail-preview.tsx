import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Select } from "~/components/ui/select";
import { previewKinds, previewMail } from "~/domain/mail/preview.server";
import { cn } from "~/lib/cn";

export const meta: MetaFunction = () => [{ title: "Every mail · Lectern" }];

/** Every mail with made-up buyers, in the store's own brand. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "store.manage");
  const kinds = previewKinds();
  const asked = new URL(request.url).searchParams.get("mail") ?? "receipt";
  const mail = await previewMail(asked, store);
  if (!mail) throw new Response("Not found", { status: 404 });
  return { kinds, shown: asked, mail };
}

type Kind = ReturnType<typeof previewKinds>[number];
const GROUPS = [
  { label: "In your name", has: ({ toStudents }: Kind) => toStudents },
  { label: "From Lectern", has: ({ toStudents }: Kind) => !toStudents },
] as const;

export default function MailPreview() {
  const { kinds, shown, mail } = useLoaderData<typeof loader>();
  return (
    <div className="space-y-6">
      <div>
        <Breadcrumbs items={[{ label: "Mail", to: "/settings/mail" }]} />
        <h2 className="mt-1 text-lg font-semibold">Every mail</h2>
      </div>
      <div className="grid gap-8 lg:grid-cols-[15rem_minmax(0,1fr)]">
        {/* Nearly fifty names: a list where there is room beside the mail, else a choice. */}
        <Form method="get" preventScrollReset className="flex gap-2 lg:hidden" key={shown}>
          <div className="min-w-0 flex-1">
            <Select name="mail" aria-label="Which mail" defaultValue={shown}>
              {GROUPS.map((group) => (
                <optgroup key={group.label} label={group.label}>
                  {kinds.filter(group.has).map((one) => (
                    <option key={one.kind} value={one.kind}>
                      {one.name}
                    </option>
                  ))}
                </optgroup>
              ))}
            </Select>
          </div>
          <Button type="submit" variant="secondary">
            Show
          </Button>
        </Form>
        <nav aria-label="Mails" className="min-w-0 space-y-5 text-sm max-lg:hidden">
          {GROUPS.map((group) => (
            <div key={group.label}>
              <p className="eyebrow mb-2">{group.label}</p>
              <ul>
                {kinds.filter(group.has).map((one) => (
                  <li key={one.kind}>
                    <Link
                      to={`?mail=${one.kind}`}
                      preventScrollReset
                      aria-current={one.kind === shown ? "page" : undefined}
                      className={cn("flex min-h-9 items-center rounded-md px-3 hover:bg-sunken", one.kind === shown ? "bg-sunken font-semibold text-ink" : "text-ink-muted")}
                    >
                      {one.name}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <div className="min-w-0 space-y-6">
          <Card title={mail.subject} flush>
            {/* No scripts, no links out of the frame: it is looked at. */}
            <iframe key={shown} title={`The mail: ${mail.subject}`} sandbox="" srcDoc={mail.html} className="block h-[46rem] w-full border-0 bg-white" />
          </Card>
          <Card title="The text part" description="What mail programs without pictures show.">
            <pre className="font-mono text-xs wrap-anywhere whitespace-pre-wrap">
              {mail.text}
            </pre>
          </Card>
        </div>
      </div>
    </div>
  );
}
