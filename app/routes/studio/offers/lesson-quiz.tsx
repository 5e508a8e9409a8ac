import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction, TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { ListChecks, Plus } from "lucide-react";
import { useId } from "react";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button, buttonStyles } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { ConfirmButton } from "~/components/ui/confirm-button";
import { EmptyState } from "~/components/ui/empty-state";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { PageHeader } from "~/components/ui/page-header";
import { SubmitButton } from "~/components/ui/submit-button";
import { useUnsavedGuard } from "~/components/ui/unsaved-guard";
import { quizForStudio, removeQuiz, saveQuiz } from "~/domain/courses/edit-quiz.server";
import { lessonForStudio } from "~/domain/courses/queries.server";
import { QUIZ_LIMITS } from "~/domain/courses/quiz";
import { Confirmed, QuestionBanner, type Question } from "./confirmed";
import { found, notFound, redirectWith, requireOffer } from "./own-offer.server";
import { newQuestion, quizSchema, typedFrom, type TypedQuestion } from "./quiz-form";
import { QuizQuestion, type ListButtons } from "./quiz-question";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Quiz of ${data?.title ?? "a lesson"} · Lectern` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { key, offer } = await requireOffer(request, params.offerId, "offers.write");
  const here = await lessonForStudio(key.storeId, key.offerId, params.lessonId ?? "");
  if (!here) throw notFound();
  const quiz = await quizForStudio(key.offerId, here.lesson.id);
  return {
    offer: { id: offer.id, title: offer.title },
    id: here.lesson.id,
    title: here.lesson.title,
    exists: quiz !== null,
    stand: quiz?.updatedAt.toISOString() ?? "",
    tried: quiz?.tried ?? 0,
    passed: quiz?.passed ?? 0,
    words: { passPercent: String(quiz?.passPercent ?? 70), maxAttempts: quiz?.maxAttempts?.toString() ?? "", questions: quiz?.questions.map(typedFrom) ?? [newQuestion("single")] },
  };
}

type Refused = { result: SubmissionResult } | { question: Question };

export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<Refused>> {
  const { key } = await requireOffer(request, params.offerId, "offers.write");
  const lessonId = params.lessonId ?? "";
  if (!(await lessonForStudio(key.storeId, key.offerId, lessonId))) throw notFound();
  const page = `/studio/offers/${key.offerId}/lessons/${lessonId}`;
  const formData = await request.formData();
  if (formData.get("intent") === "remove") {
    const removed = await removeQuiz(key, { lessonId, confirmed: formData.get("confirmed") === "yes" });
    if (removed.ok) return redirectWith(page, "Quiz removed.");
    if (removed.error === "not_found") throw notFound();
    const question: Question = { title: "Remove the quiz?", description: removalText(removed.error.students), confirmLabel: "Remove quiz", fields: { intent: "remove" } };
    return Response.json({ question }, { status: 400 });
  }
  const submission = parseWithZod(formData, { schema: quizSchema });
  if (submission.status !== "success") return Response.json({ result: submission.reply() }, { status: submission.status === "error" ? 400 : 200 });
  const { questions, passPercent, maxAttempts } = submission.value;
  found(await saveQuiz(key, { lessonId, questions, passPercent, maxAttempts: maxAttempts ?? null }));
  return redirectWith(`${page}/quiz`, "Quiz saved.");
}

function removalText(passed: number): string {
  return passed === 0
    ? "The questions and what was answered are deleted. The lesson keeps its text."
    : `${passed} ${passed === 1 ? "student has" : "students have"} passed it. For them the lesson stays done, but what they answered is deleted. This cannot be undone.`;
}

/** The questions at the end of a lesson. */
export default function LessonQuizPage() {
  const { offer, id, title, exists, stand, tried, passed } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>();
  const lesson = `/studio/offers/${offer.id}/lessons/${id}`;
  return (
    <div className="max-w-3xl">
      <PageHeader
        title="Quiz"
        description={<span className="break-words">At the end of “{title}”. The lesson is done when it is passed.</span>}
        breadcrumbs={<Breadcrumbs items={[{ label: "Offers", to: "/studio/offers" }, { label: offer.title, to: `/studio/offers/${offer.id}/curriculum` }, { label: title, to: lesson }, { label: "Quiz" }]} />}
        {...(exists ? { actions: <TryLink to={`${lesson}/quiz/try`} /> } : {})}
      />
      {refused && "question" in refused && <QuestionBanner question={refused.question} back={`${lesson}/quiz`} />}
      {tried > 0 && (
        <p className="mb-6 text-sm text-ink-muted">
          {tried} {tried === 1 ? "student has" : "students have"} tried it, {passed} passed. Who has passed stays passed, whatever you change; former answers are kept.
        </p>
      )}
      <QuizForm key={stand} lesson={lesson} lastResult={refused && "result" in refused ? (refused.result as SubmissionResult) : undefined} />
      {exists && (
        <Form method="post" className="mt-10 border-t border-line pt-6">
          <Confirmed />
          <ConfirmButton variant="ghost" size="sm" className="-ml-3" name="intent" value="remove" title="Remove the quiz?" description={removalText(passed)} confirmLabel="Remove quiz">
            Remove the quiz
          </ConfirmButton>
        </Form>
      )}
    </div>
  );
}

function TryLink({ to }: { to: string }) {
  return (
    <Link to={to} className={buttonStyles({ variant: "secondary" })}>
      Try it
    </Link>
  );
}

type Typed = { passPercent: string; maxAttempts: string; questions: TypedQuestion[] };

function QuizForm({ lesson, lastResult }: { lesson: string; lastResult: SubmissionResult | undefined }) {
  const { words } = useLoaderData<typeof loader>();
  const formId = useId();
  const [form, fields] = useForm<Typed, unknown>({
    id: formId,
    lastResult: lastResult ?? null,
    defaultValue: words,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: quizSchema }),
    shouldRevalidate: "onInput",
  });
  const { watch, guard } = useUnsavedGuard(form, lastResult?.status === "error");
  const list = fields.questions;
  const questions = list.getFieldList();
  // A list that changes is a change, though nothing was typed.
  const touching = (props: object) => ({ ...props, type: "submit" as const, onClick: watch.onInput });
  const buttons: ListButtons = {
    insert: (name, defaultValue) => touching(form.insert.getButtonProps({ name, defaultValue: defaultValue as never })),
    remove: (name, index) => touching(form.remove.getButtonProps({ name, index })),
    reorder: (name, from, to) => touching(form.reorder.getButtonProps({ name, from, to })),
  };
  const wrong = form.status === "error";
  return (
    <Form method="post" preventScrollReset {...getFormProps(form)} {...watch} className="space-y-6">
      {/* Enter in a field means saving, not the first list button. */}
      <button type="submit" name="intent" value="save" hidden tabIndex={-1} aria-hidden="true" />
      <FormErrors errors={wrong ? ["The quiz is not saved yet: something is missing. It is marked below."] : null} />
      <Card title="To pass">
        <div className="grid gap-5 sm:grid-cols-2">
          <Field label="Right answers needed" field={fields.passPercent} description="In percent of the questions.">
            <Input inputMode="numeric" autoComplete="off" suffix="%" />
          </Field>
          <Field label="Attempts" field={fields.maxAttempts} optional description="Empty: any number.">
            <Input inputMode="numeric" autoComplete="off" />
          </Field>
        </div>
      </Card>
      {questions.length === 0 ? (
        <EmptyState icon={<ListChecks aria-hidden="true" />} title="No questions yet">
          Add the first one below.
        </EmptyState>
      ) : (
        questions.map((question, index) => <QuizQuestion key={question.key} field={question} list={list.name} index={index} count={questions.length} buttons={buttons} />)
      )}
      {questions.length < QUIZ_LIMITS.questions && (
        <div role="group" aria-label="Add a question" className="flex flex-wrap gap-2.5">
          {ADD.map(([kind, words]) => (
            <Button key={kind} variant="secondary" {...buttons.insert(list.name, newQuestion(kind))}>
              <Plus aria-hidden="true" />
              {words}
            </Button>
          ))}
        </div>
      )}
      <div className="flex flex-wrap items-center gap-3 border-t border-line pt-6">
        <SubmitButton name="intent" value="save">
          Save quiz
        </SubmitButton>
        <Button asChild variant="ghost">
          <Link to={lesson}>Back to the lesson</Link>
        </Button>
      </div>
      {guard}
    </Form>
  );
}

const ADD = [
  ["single", "Choice of one"],
  ["multiple", "Choice of several"],
  ["short", "Short answer"],
] as const;
