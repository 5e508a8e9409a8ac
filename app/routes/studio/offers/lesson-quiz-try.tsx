import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { Quiz } from "~/components/player/quiz";
import { Banner } from "~/components/ui/banner";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { buttonStyles } from "~/components/ui/button";
import { PageHeader } from "~/components/ui/page-header";
import { quizForStudio } from "~/domain/courses/edit-quiz.server";
import { lessonForStudio } from "~/domain/courses/queries.server";
import { gradeQuiz, rightAnswers, shownQuestions } from "~/domain/courses/quiz";
import type { StudentQuiz } from "~/domain/courses/take-quiz.server";
import { notFound, requireOffer } from "./own-offer.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Try the quiz of ${data?.title ?? "a lesson"} · Lectern` }];

async function ownQuiz(request: Request, params: { offerId?: string; lessonId?: string }) {
  const { key, offer, store } = await requireOffer(request, params.offerId, "offers.write");
  const here = await lessonForStudio(key.storeId, key.offerId, params.lessonId ?? "");
  const quiz = here && (await quizForStudio(key.offerId, here.lesson.id));
  if (!here || !quiz || quiz.questions.length === 0) throw notFound();
  return { offer, store, lesson: here.lesson, quiz };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { offer, store, lesson, quiz } = await ownQuiz(request, params);
  const { passPercent, maxAttempts, questions } = quiz;
  const blank: StudentQuiz = { passPercent, questions: shownQuestions(questions), passed: false, attempts: 0, attemptsLeft: maxAttempts, last: null, solution: null };
  return { offer: { id: offer.id, title: offer.title }, store: { name: store.name, supportEmail: store.supportEmail }, id: lesson.id, title: lesson.title, quiz: blank };
}

type Tried = { unanswered: string[]; answers: Record<string, string[]> | null; quiz: StudentQuiz | null };

/** Grades what the creator answered and forgets it: nothing of this is kept, so the count of attempts travels with the form. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Tried> {
  const { quiz } = await ownQuiz(request, params);
  const { passPercent, maxAttempts, questions } = quiz;
  const form = await request.formData();
  const typed = Number(form.get("attempt"));
  const number = Number.isInteger(typed) && typed > 0 ? Math.min(typed, maxAttempts ?? 1000) : 1;
  const answers = Object.fromEntries(questions.map(({ id }) => [id, form.getAll(`q.${id}`).map(String).filter((given) => given.trim() !== "")]));
  const unanswered = questions.filter(({ id }) => answers[id]?.length === 0).map(({ id }) => id);
  if (unanswered.length > 0) return { unanswered, answers, quiz: null };
  const { scorePercent, right } = gradeQuiz(questions, answers);
  const passed = scorePercent >= passPercent;
  const attemptsLeft = maxAttempts === null ? null : maxAttempts - number;
  const graded: StudentQuiz = {
    passPercent,
    questions: shownQuestions(questions),
    passed,
    attempts: number,
    attemptsLeft,
    last: { number, scorePercent, answers, right },
    solution: passed || attemptsLeft === 0 ? Object.fromEntries(questions.map((question) => [question.id, { right: rightAnswers(question), explanation: question.explanation }])) : null,
  };
  return { unanswered: [], answers: null, quiz: graded };
}

/** The quiz as a student takes it; for its creator, without a trace. */
export default function TryQuiz() {
  const { offer, store, id, title, quiz } = useLoaderData<typeof loader>();
  const done = useActionData<Tried>();
  const lesson = `/studio/offers/${offer.id}/lessons/${id}`;
  return (
    <div className="max-w-3xl">
      <PageHeader
        title="Try the quiz"
        description={<span className="break-words">As your students see it at the end of “{title}”.</span>}
        breadcrumbs={<Breadcrumbs items={[{ label: "Offers", to: "/studio/offers" }, { label: offer.title, to: `/studio/offers/${offer.id}/curriculum` }, { label: title, to: lesson }, { label: "Quiz", to: `${lesson}/quiz` }, { label: "Try it" }]} />}
      />
      <Banner
        tone="neutral"
        title="Only for you"
        action={
          <Link to={`${lesson}/quiz`} className={buttonStyles({ variant: "secondary", size: "sm" })}>
            Back to the editor
          </Link>
        }
      >
        <p>What you answer here is graded and forgotten.</p>
      </Banner>
      <Quiz quiz={done?.quiz ?? quiz} action={`${lesson}/quiz/try`} unanswered={done?.unanswered ?? []} answers={done?.answers ?? null} store={store} offerTitle={offer.title} />
    </div>
  );
}
