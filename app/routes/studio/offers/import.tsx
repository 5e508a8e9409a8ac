import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { FileText, FileX2 } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { controlStyles } from "~/components/ui/control-styles";
import { FormErrors } from "~/components/ui/form-errors";
import { SubmitButton } from "~/components/ui/submit-button";
import { courseModules } from "~/domain/catalog/contents.server";
import { addPlan, dropPlan, keepPlan, keptPlan } from "~/domain/courses/import-markdown.server";
import type { ImportPlan, PlannedLesson } from "~/domain/courses/import-plan";
import { readMarkdown } from "~/domain/courses/read-markdown.server";
import { dripWords } from "./curriculum-view";
import { ImportFiles } from "./import-files";
import { notFound, redirectWith, requireOffer } from "./own-offer.server";
import { readImport } from "./read-import.server";

export const meta: MetaFunction = () => [{ title: "Import lessons · Lectern" }];

type ShownLesson = Omit<PlannedLesson, "bodyHtml" | "isPreview" | "dripDays" | "dripAt" | "videoUrl"> & { badges: string[]; empty: boolean };
interface ShownPlan {
  id: string;
  modules: { title: string | null; lessons: ShownLesson[] }[];
  leftOut: ImportPlan["leftOut"];
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { key, offer, viewer } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "course") throw notFound();
  const waits = new URL(request.url).searchParams.get("plan");
  const plan = waits ? await keptPlan(key, viewer.id, waits) : null;
  const modules = await courseModules(offer.id);
  return {
    id: offer.id,
    published: offer.status === "published",
    modules: modules.map(({ id, title }) => ({ id, title })),
    gone: waits !== null && plan === null,
    plan: plan && waits ? shown(waits, plan) : null,
  };
}

/** Without the texts: the page shows what will be made, not all of it. */
function shown(id: string, { modules, leftOut }: ImportPlan): ShownPlan {
  return {
    id,
    leftOut,
    modules: modules.map(({ title, lessons }) => ({
      title,
      lessons: lessons.map(({ path, title: lessonTitle, notes, bodyHtml, isPreview, videoUrl, ...drip }) => ({
        path,
        title: lessonTitle,
        notes,
        empty: bodyHtml === "" && videoUrl === null,
        badges: [isPreview ? "Free preview" : null, dripWords(drip), videoUrl === null ? null : "Video"].flatMap((badge) => badge ?? []),
      })),
    })),
  };
}

export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<{ problem: string }>> {
  const { key, offer, viewer } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "course") throw notFound();
  const page = `/studio/offers/${offer.id}/import`;
  const refuse = (problem: string) => Response.json({ problem }, { status: 400 });
  if (request.headers.get("Content-Type")?.startsWith("multipart/form-data")) {
    const sent = await readImport(request);
    if (!sent) return refuse("The upload broke off. Check the connection and try again.");
    if (sent.files.length === 0) return refuse(sent.leftOut[0] ? `“${sent.leftOut[0].path}” could not be used. ${sent.leftOut[0].why}` : "Choose one or more Markdown files first.");
    const plan = await readMarkdown(key.storeId, sent.files, sent.leftOut);
    return redirect(`${page}?plan=${await keepPlan(key, viewer.id, plan)}`);
  }
  const form = await request.formData();
  const id = String(form.get("plan") ?? "");
  if (form.get("intent") === "drop") {
    await dropPlan(key, viewer.id, id);
    return redirect(page);
  }
  if (form.get("intent") !== "add") throw new Response("Unknown intent", { status: 400 });
  const into = String(form.get("into") ?? "");
  const added = await addPlan(key, viewer.id, { id, intoModuleId: into === "" ? null : into });
  if (added.ok) {
    const { lessons, modules, firstModuleId } = added.value;
    const where = firstModuleId === null ? "" : `?module=${firstModuleId}`;
    return redirectWith(`/studio/offers/${offer.id}/curriculum${where}`, `${count(lessons, "lesson")} added${modules > 0 ? ` in ${count(modules, "new module")}` : ""}.`);
  }
  if (added.error === "module_gone") return refuse("That module was deleted meanwhile. Choose another one.");
  if (added.error === "gone") return redirectWith(`/studio/offers/${offer.id}/curriculum`, { text: "These lessons were added or put aside before.", tone: "info" });
  throw notFound();
}

/** Markdown files become lessons: first what would be made, then, when its creator agrees, made. */
export default function ImportLessons() {
  const { id, plan, gone } = useLoaderData<typeof loader>();
  const refused = useActionData<{ problem?: string }>();
  return (
    <div className="space-y-6">
      <h2 className="text-lg font-semibold">Import lessons</h2>
      <FormErrors errors={refused?.problem ? [refused.problem] : null} />
      {gone && (
        <Banner tone="neutral" title="This preview is over">
          These lessons were added already, or the preview is older than a day. Look at the{" "}
          <Link to={`/studio/offers/${id}/curriculum`} className="link-quiet text-ink">
            curriculum
          </Link>
          , or choose the files again.
        </Banner>
      )}
      {plan ? <Preview plan={plan} /> : <Choose offerId={id} />}
    </div>
  );
}

function Choose({ offerId }: { offerId: string }) {
  return (
    <>
      <Card headingLevel={3} title="Choose Markdown files" description="Each file becomes a lesson. You see what will be made before anything is.">
        <ImportFiles />
      </Card>
      <div className="text-sm text-ink-muted">
        <h3 className="mb-2 font-semibold text-ink">How files are read</h3>
        <ul className="list-disc space-y-1.5 pl-5">
          <li>
            The title is <code>title:</code> at the top of the file, else its first <code># heading</code>, else its name.
          </li>
          <li>A folder becomes a module. Numbers in front of names set the order and are left out of titles.</li>
          <li>
            Callouts are written <code>&gt; [!NOTE]</code>, <code>&gt; [!TIP]</code> or <code>&gt; [!WARNING]</code>. A YouTube or Vimeo address alone on a line becomes a player.
          </li>
          <li>
            At the top, <code>preview: true</code>, <code>drip: 7 days</code>, <code>drip: 2026-12-24T09:30Z</code> and <code>video: https://…</code> are understood.
          </li>
          <li>Images come along when their address begins with https. Up to 300 files at a time, 1 MB each and 10 MB together.</li>
        </ul>
        <p className="mt-3">
          <Link to={`/studio/offers/${offerId}/curriculum`} className="link-quiet text-ink">
            Back to the curriculum
          </Link>
        </p>
      </div>
    </>
  );
}

function Preview({ plan }: { plan: ShownPlan }) {
  const { modules: existing, published } = useLoaderData<typeof loader>();
  const lessons = plan.modules.reduce((sum, module) => sum + module.lessons.length, 0);
  const folders = plan.modules.filter((module) => module.title !== null).length;
  const loose = plan.modules.some((module) => module.title === null);
  return (
    <>
      <Form method="post" className="rounded-lg border border-line bg-surface p-5 sm:p-6">
        <input type="hidden" name="plan" value={plan.id} />
        <p className="font-semibold">
          {count(lessons, "lesson")} to add{folders > 0 && `, ${count(folders, "new module")}`}
        </p>
        <p className="mt-1 text-sm text-ink-muted">
          Nothing is made yet.{published && lessons > 0 && " The course is published: its students see them as soon as they are added."}
        </p>
        {loose && (
          <div className="mt-4 space-y-1.5">
            <label htmlFor="into" className="block text-sm font-medium">
              Lessons without a folder go to
            </label>
            <select id="into" name="into" defaultValue={existing.at(-1)?.id ?? ""} className={`${controlStyles} h-11 sm:h-10 sm:max-w-sm`}>
              {existing.map((module) => (
                <option key={module.id} value={module.id}>
                  {module.title}
                </option>
              ))}
              <option value="">A new module called “Lessons”</option>
            </select>
          </div>
        )}
        <div className="mt-5 flex flex-wrap gap-2.5">
          {(lessons > 0 || folders > 0) && (
            <SubmitButton name="intent" value="add" pendingLabel="Adding…">
              Add {lessons > 0 ? count(lessons, "lesson") : count(folders, "module")}
            </SubmitButton>
          )}
          <Button type="submit" name="intent" value="drop" variant="secondary">
            Choose other files
          </Button>
        </div>
      </Form>
      {plan.leftOut.length > 0 && (
        <Card headingLevel={3} flush title={`Left out: ${count(plan.leftOut.length, "file")}`}>
          <ul className="divide-y divide-line text-sm">
            {plan.leftOut.map(({ path, why }, index) => (
              <li key={index} className="flex gap-3 px-5 py-2.5 sm:px-6">
                <FileX2 aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
                <p className="min-w-0 [overflow-wrap:anywhere]">
                  {path} <span className="text-ink-muted">{why}</span>
                </p>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {plan.modules.map((module, at) => (
        <Card key={at} headingLevel={3} flush title={<span className="[overflow-wrap:anywhere]">{module.title ?? "Without a folder"}</span>} {...(module.title === null ? {} : { action: <Badge>New module</Badge> })}>
          {module.lessons.length === 0 ? (
            <p className="px-5 py-3 text-sm text-ink-muted sm:px-6">No lessons yet.</p>
          ) : (
            <ol className="divide-y divide-line">
              {module.lessons.map((lesson, index) => (
                <LessonPreview key={index} lesson={lesson} />
              ))}
            </ol>
          )}
        </Card>
      ))}
    </>
  );
}

function LessonPreview({ lesson: { path, title, notes, badges, empty } }: { lesson: ShownLesson }) {
  return (
    <li className="flex gap-3 px-5 py-2.5 text-sm sm:px-6">
      <FileText aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-faint" />
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium [overflow-wrap:anywhere]">{title}</span>
          {badges.map((badge) => (
            <Badge key={badge} tone="info">
              {badge}
            </Badge>
          ))}
        </p>
        <p className="text-xs text-ink-faint [overflow-wrap:anywhere]">{path}</p>
        {empty && <p className="mt-1 text-warning">It has no text.</p>}
        {notes.map((note) => (
          <p key={note} className="mt-1 text-warning [overflow-wrap:anywhere]">
            {note}
          </p>
        ))}
      </div>
    </li>
  );
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : `${noun}s`}`;
}
