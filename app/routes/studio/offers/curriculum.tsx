import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction, TypedResponse } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ListTree } from "lucide-react";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { FormErrors } from "~/components/ui/form-errors";
import { courseOutline } from "~/domain/courses/queries.server";
import { QuestionBanner } from "./confirmed";
import { editCurriculum, type CurriculumAnswer } from "./curriculum-edit.server";
import { ModuleCard } from "./module-card";
import { notFound, requireOffer } from "./own-offer.server";
import { RenameForm } from "./rename-form";
import { useFocusAfterMove } from "./reorder-buttons";

export const meta: MetaFunction = () => [{ title: "Curriculum · Lectern" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { offer } = await requireOffer(request, params.offerId);
  if (offer.kind !== "course") throw notFound();
  return { id: offer.id, modules: await courseOutline(offer.id) };
}

export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<CurriculumAnswer>> {
  const { key, offer } = await requireOffer(request, params.offerId);
  if (offer.kind !== "course") throw notFound();
  const answer = await editCurriculum(key, await request.formData());
  return answer instanceof Response ? answer : Response.json(answer, { status: 400 });
}

/** Modules and lessons: add, name, move, delete. */
export default function Curriculum() {
  const { id, modules } = useLoaderData<typeof loader>();
  const answer = useActionData<CurriculumAnswer>();
  const { moved } = useFocusAfterMove();
  const problem = answer?.problem;
  return (
    <div className="space-y-6">
      <h2 className="sr-only">Curriculum</h2>
      {answer?.question && <QuestionBanner question={answer.question} back={`/studio/offers/${id}/curriculum`} />}
      <FormErrors errors={answer?.refused ? [answer.refused] : null} />
      <p role="status" className="sr-only">
        {moved ? whereNow(modules, moved) : ""}
      </p>
      {modules.length === 0 ? (
        <EmptyState icon={<ListTree aria-hidden="true" />} title="Begin with a module" className="gap-4">
          A module is a chapter: it holds a few lessons that belong together. Name the first one below, then add lessons to it.
        </EmptyState>
      ) : (
        modules.map((module, index) => (
          <ModuleCard key={module.id} offerId={id} module={module} first={index === 0} last={index === modules.length - 1} problem={problem} />
        ))
      )}
      <Card headingLevel={3} title={modules.length === 0 ? "First module" : "Another module"}>
        <RenameForm
          key={modules.length}
          label="Title of the module"
          placeholder="For example: Before you begin"
          submit="Add module"
          fields={{ intent: "add-module" }}
          variant={modules.length === 0 ? "primary" : "secondary"}
          value={problem?.at === "new" ? problem.typed : ""}
          problem={problem?.at === "new" ? problem.message : undefined}
        />
      </Card>
    </div>
  );
}

/** "The fold is now lesson 2 of 3 in Part 1.": said after a move. */
function whereNow(modules: { id: string; title: string; lessons: { id: string; title: string }[] }[], moved: string): string {
  const at = modules.findIndex((module) => module.id === moved);
  if (at !== -1) return `${modules[at]?.title} is now module ${at + 1} of ${modules.length}.`;
  for (const module of modules) {
    const place = module.lessons.findIndex((lesson) => lesson.id === moved);
    if (place !== -1) return `${module.lessons[place]?.title} is now lesson ${place + 1} of ${module.lessons.length} in ${module.title}.`;
  }
  return "";
}
