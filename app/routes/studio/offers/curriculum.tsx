import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { FileDown, FileUp, ListTree } from "lucide-react";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { FormErrors } from "~/components/ui/form-errors";
import { courseModules, moduleLessons } from "~/domain/catalog/contents.server";
import { courseBin } from "~/domain/courses/bin.server";
import { formatDay } from "~/lib/dates";
import { flash } from "~/lib/flash.server";
import { BinList } from "./curriculum-bin";
import { CurriculumProvider, type LoadedCurriculum } from "./curriculum-context";
import { DragArea, Slot } from "./curriculum-drag";
import { editCurriculum, textFields } from "./curriculum-edit.server";
import { TitleForm } from "./curriculum-forms";
import { GlyphSprite } from "./curriculum-glyphs";
import { ModuleCard } from "./curriculum-module";
import { UndoBar } from "./curriculum-undo";
import { readUndo, undoCookie } from "./curriculum-undo.server";
import { fieldsOfButton, type ChangeAnswer } from "./curriculum-view";
import { notFound, requireOffer } from "./own-offer.server";
import { useCurriculum } from "./use-curriculum";

export const meta: MetaFunction = () => [{ title: "Curriculum · Lectern" }];

/** All modules with their counts, the lessons of one of them: as many queries for ten lessons as for three hundred. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<LoadedCurriculum> {
  const { offer } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "course") throw notFound();
  const asked = new URL(request.url).searchParams.get("module");
  const modules = await courseModules(offer.id);
  const open = asked === "" ? undefined : (modules.find(({ id }) => id === asked) ?? modules[0]);
  const lessons = open ? await moduleLessons(offer.id, open.id) : [];
  const bin = await courseBin(offer.id);
  return {
    id: offer.id,
    curriculum: { modules, open: open ? { moduleId: open.id, lessons: lessons.map((lesson) => ({ ...lesson, dripAt: lesson.dripAt?.toISOString() ?? null })) } : null },
    bin: bin.map(({ deletedAt, ...one }) => ({ ...one, deleted: formatDay(deletedAt) })),
    undo: await readUndo(request, offer.id),
  };
}

/** The forms as they work without JavaScript; the page's script sends the same to `curriculum/change`. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<ChangeAnswer>> {
  const { key, offer, cause } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "course") throw notFound();
  const { do: button, ...fields } = textFields(await request.formData());
  const answer = await editCurriculum(key, button === undefined ? fields : fieldsOfButton(button), cause);
  if (!answer.done) return Response.json(answer, { status: 400 });
  const headers = new Headers({ "Set-Cookie": await undoCookie(offer.id, answer.undo) });
  if (!answer.undo) await flash(headers, answer.said);
  const open = answer.open ?? new URL(request.url).searchParams.get("module");
  return redirect(`/studio/offers/${offer.id}/curriculum${open === null ? "" : `?module=${encodeURIComponent(open)}`}`, { headers });
}

/** Modules and lessons: add, name, move by hand or by key, delete and bring back. Every change is saved at once. */
export default function CurriculumPage() {
  const loaded = useLoaderData<typeof loader>();
  return <Editor key={loaded.id} loaded={loaded} />;
}

function Editor({ loaded }: { loaded: LoadedCurriculum }) {
  const refused = useActionData<ChangeAnswer>();
  const page = useCurriculum(loaded, refused && !refused.done ? refused : null);
  const { modules, open } = page.curriculum;
  const lessons = modules.reduce((sum, module) => sum + module.lessonCount, 0);
  return (
    <CurriculumProvider value={page}>
      <GlyphSprite />
      {/* The rows' buttons belong to this one form, so that three hundred rows do not need six hundred forms. */}
      <Form method="post" id="rows" preventScrollReset onSubmit={page.onButton} />
      <div className="mb-5 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h2 className="text-sm text-ink-muted tabular-nums">
          <span className="sr-only">Curriculum: </span>
          {modules.length === 0 ? "Nothing here yet" : `${count(modules.length, "module")}, ${count(lessons, "lesson")}`}
        </h2>
        <div className="-mx-3 flex flex-wrap">
          <Button asChild variant="ghost" size="sm">
            <Link to={`/studio/offers/${loaded.id}/import`}>
              <FileUp aria-hidden="true" />
              Import Markdown
            </Link>
          </Button>
          {lessons > 0 && (
            <Button asChild variant="ghost" size="sm">
              <a href={`/studio/offers/${loaded.id}/export.zip`} download>
                <FileDown aria-hidden="true" />
                Export
              </a>
            </Button>
          )}
        </div>
      </div>
      <FormErrors errors={page.problem && !page.problem.problem ? [page.problem.message] : null} />
      {modules.length === 0 ? (
        <EmptyState icon={<ListTree aria-hidden="true" />} title="Begin with a module" className="gap-4">
          A module is a chapter: it holds a few lessons that belong together. Name the first one below, then add lessons to it. Or import lessons you have written as Markdown files.
        </EmptyState>
      ) : (
        <DragArea>
          <ol className="space-y-3">
            {modules.map((module, index) => (
              <ModuleCard
                key={module.id}
                module={module}
                previous={modules[index - 1]?.id ?? null}
                lessons={open?.moduleId === module.id ? open.lessons : null}
                first={index === 0}
                last={index === modules.length - 1}
              />
            ))}
          </ol>
          <Slot takes="module" after={modules.at(-1)?.id ?? null} before={null} words="At the end" />
        </DragArea>
      )}
      <Card headingLevel={3} title={modules.length === 0 ? "First module" : "Another module"} className="mt-6">
        <TitleForm
          at="new"
          label="Title of the module"
          placeholder="For example: Before you begin"
          submit="Add module"
          fields={{ intent: "add-module" }}
          variant={modules.length === 0 ? "primary" : "secondary"}
        />
      </Card>
      <BinList bin={loaded.bin} />
      {/* What floats must not lie over the last form. */}
      {page.undo && <div aria-hidden="true" className="h-20" />}
      <UndoBar />
    </CurriculumProvider>
  );
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : `${noun}s`}`;
}
