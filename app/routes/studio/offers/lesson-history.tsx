import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { History } from "lucide-react";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { buttonStyles } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { PageHeader } from "~/components/ui/page-header";
import { Prose } from "~/components/ui/prose";
import { SubmitButton } from "~/components/ui/submit-button";
import { lessonForStudio } from "~/domain/courses/queries.server";
import { earlierText, earlierTexts, restoreRevision } from "~/domain/courses/revisions.server";
import { cn } from "~/lib/cn";
import { formatMoment } from "~/lib/dates";
import { found, notFound, redirectWith, requireOffer } from "./own-offer.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `History of ${data?.title ?? "a lesson"} · Lectern` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { key, offer } = await requireOffer(request, params.offerId, "offers.write");
  const here = await lessonForStudio(key.storeId, key.offerId, params.lessonId ?? "");
  if (!here) throw notFound();
  const texts = await earlierTexts(key.offerId, here.lesson.id);
  const wanted = new URL(request.url).searchParams.get("text") ?? texts[0]?.id ?? null;
  const shown = wanted === null ? null : await earlierText(key.offerId, here.lesson.id, wanted);
  if (wanted !== null && !shown) throw notFound();
  const words = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "word" : "words"}`;
  return {
    offer: { id: offer.id, title: offer.title },
    id: here.lesson.id,
    title: here.lesson.title,
    texts: texts.map(({ id, savedAt, wordCount }) => ({ id, savedAt: formatMoment(savedAt), words: words(wordCount) })),
    shown: shown && { id: shown.id, title: shown.title, bodyHtml: shown.bodyHtml, savedAt: formatMoment(shown.savedAt) },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { key } = await requireOffer(request, params.offerId, "offers.write");
  const lessonId = params.lessonId ?? "";
  const form = await request.formData();
  if (form.get("intent") !== "restore") throw new Response("Unknown intent", { status: 400 });
  const from = found(await restoreRevision(key, { lessonId, revisionId: String(form.get("text") ?? "") }));
  return redirectWith(`/studio/offers/${key.offerId}/lessons/${lessonId}`, `The text of ${formatMoment(from)} is back. The one it replaced is in the history.`);
}

/** A lesson's earlier texts: look at one, and go back to it. */
export default function LessonHistory() {
  const { offer, id, title, texts, shown } = useLoaderData<typeof loader>();
  const lesson = `/studio/offers/${offer.id}/lessons/${id}`;
  return (
    <div className="max-w-5xl">
      <PageHeader
        title="History"
        description="The lesson’s text as it was: one for each stretch of writing, and whatever was written over. The last thirty are kept."
        breadcrumbs={
          <Breadcrumbs
            items={[{ label: "Offers", to: "/studio/offers" }, { label: offer.title, to: `/studio/offers/${offer.id}/curriculum` }, { label: title, to: lesson }, { label: "History" }]}
          />
        }
      />
      {shown === null ? (
        <EmptyState
          icon={<History aria-hidden="true" />}
          title="No earlier texts yet"
          action={
            <Link to={lesson} className={buttonStyles({ variant: "secondary" })}>
              Back to the lesson
            </Link>
          }
        >
          Once you have changed this lesson’s text, what stood there before is kept here.
        </EmptyState>
      ) : (
        <div className="grid items-start gap-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
          <nav aria-label="Earlier texts" className="max-h-64 overflow-y-auto rounded-lg border border-line bg-surface lg:max-h-[70vh]">
            <ol className="divide-y divide-line">
              {texts.map((text) => (
                <li key={text.id}>
                  <Link
                    to={`?text=${text.id}`}
                    preventScrollReset
                    aria-current={text.id === shown.id ? "true" : undefined}
                    className={cn("block px-4 py-3 text-sm outline-offset-[-3px] hover:bg-sunken", text.id === shown.id && "bg-accent-soft")}
                  >
                    <span className={cn("block font-medium", text.id === shown.id && "text-accent-ink")}>{text.savedAt}</span>
                    <span className="text-ink-muted">{text.words}</span>
                  </Link>
                </li>
              ))}
            </ol>
          </nav>
          <Card
            title={`As it was on ${shown.savedAt}`}
            action={
              <Form method="post">
                <input type="hidden" name="text" value={shown.id} />
                <SubmitButton name="intent" value="restore" pendingLabel="Restoring…">
                  Restore this text
                </SubmitButton>
              </Form>
            }
          >
            <p className="font-display text-2xl font-medium tracking-[-0.01em] break-words">{shown.title}</p>
            {shown.bodyHtml ? <Prose html={shown.bodyHtml} className="mt-5" /> : <p className="mt-4 text-sm text-ink-muted">There was no text.</p>}
          </Card>
        </div>
      )}
    </div>
  );
}
