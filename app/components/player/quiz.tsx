import { Form } from "@remix-run/react";
import { Check, CircleCheck, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import type { ShownQuestion } from "~/domain/courses/quiz";
import type { StudentQuiz } from "~/domain/courses/take-quiz.server";
import { cn } from "~/lib/cn";

export type QuizProps = {
  quiz: StudentQuiz;
  /** Where the form goes: the lesson. */
  action: string;
  /** Questions the server found open, with what was answered besides. */
  unanswered: readonly string[];
  answers: Readonly<Record<string, string[]>> | null;
  store: { name: string; supportEmail: string };
  offerTitle: string;
};

/** The questions at the end of a lesson. A form that works as it is; what is right comes from the server, and only when one may know. */
export function Quiz({ quiz, action, unanswered, answers, store, offerTitle }: QuizProps) {
  const over = quiz.passed || quiz.attemptsLeft === 0;
  const given = answers ?? quiz.last?.answers ?? {};
  const heading = useRef<HTMLHeadingElement>(null);
  const attempts = useRef(quiz.attempts);
  const open = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (attempts.current === quiz.attempts) return;
    attempts.current = quiz.attempts;
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: "start" });
  }, [quiz.attempts]);
  useEffect(() => {
    if (unanswered.length > 0) open.current?.focus();
  }, [unanswered]);

  return (
    <section id="quiz" aria-labelledby="quiz-title" className="mt-14 scroll-mt-20 border-t border-line pt-10">
      <h2 ref={heading} id="quiz-title" tabIndex={-1} className="scroll-mt-20 font-display text-2xl font-medium tracking-[-0.015em] outline-none">
        {quiz.questions.length === 1 ? "One question" : `${quiz.questions.length} questions`}
      </h2>
      <Verdict quiz={quiz} store={store} offerTitle={offerTitle} />
      {unanswered.length > 0 && (
        <p ref={open} tabIndex={-1} role="alert" className="mt-5 rounded-lg border border-danger-line bg-danger-soft p-4 text-sm text-ink outline-none">
          {unanswered.length === 1 ? "One question is" : `${unanswered.length} questions are`} still open. Answer every one; nothing has been counted yet.
        </p>
      )}
      <Form method="post" action={action} preventScrollReset key={quiz.attempts} className="mt-8 space-y-10">
        <input type="hidden" name="intent" value="quiz" />
        <input type="hidden" name="attempt" value={quiz.attempts + 1} />
        {quiz.questions.map((question, index) => (
          <QuestionField
            key={question.id}
            question={question}
            number={index + 1}
            given={given[question.id] ?? []}
            right={answers ? null : (quiz.last?.right[question.id] ?? null)}
            solution={quiz.solution?.[question.id] ?? null}
            isOpen={unanswered.includes(question.id)}
            over={over}
          />
        ))}
        {!over && (
          <SubmitButton size="lg" className="max-sm:w-full" pendingLabel="Looking at your answers…">
            {quiz.attempts === 0 ? "Check my answers" : "Check again"}
          </SubmitButton>
        )}
      </Form>
    </section>
  );
}

function Verdict({ quiz, store, offerTitle }: Pick<QuizProps, "quiz" | "store" | "offerTitle">) {
  const { last, passPercent, attemptsLeft, passed } = quiz;
  if (passed && last) {
    return (
      <p className="mt-3 flex items-start gap-2.5 text-ink">
        <CircleCheck aria-hidden="true" className="mt-0.5 size-5.5 shrink-0 text-success" />
        <span>
          <strong className="font-semibold">Passed with {last.scorePercent}%.</strong> The lesson is done.
        </span>
      </p>
    );
  }
  if (attemptsLeft === 0) {
    return (
      <p className="mt-3 max-w-prose text-ink-muted">
        {last && <strong className="font-semibold text-ink">{last.scorePercent}%, and {passPercent}% is needed. </strong>}
        There are no attempts left; the answers are below. {store.name} can open another one:{" "}
        <a href={`mailto:${store.supportEmail}?subject=${encodeURIComponent(`Another attempt: ${offerTitle}`)}`} className="link-quiet text-ink">
          write to {store.supportEmail}
        </a>
        .
      </p>
    );
  }
  const left = attemptsLeft === null ? "You can try as often as you like." : attemptsLeft === 1 ? "You have one attempt left." : `You have ${attemptsLeft} attempts left.`;
  return (
    <p className="mt-3 max-w-prose text-ink-muted">
      {last ? (
        <>
          <strong className="font-semibold text-ink">{last.scorePercent}% so far.</strong> {passPercent}% is needed to pass. What was not right is marked: change it and check again. {left}
        </>
      ) : (
        <>
          {passPercent}% right answers finish the lesson. {left}
        </>
      )}
    </p>
  );
}

type QuestionProps = {
  question: ShownQuestion;
  number: number;
  given: readonly string[];
  /** How the last attempt went; null: not checked. */
  right: boolean | null;
  solution: { right: string[]; explanation: string } | null;
  isOpen: boolean;
  over: boolean;
};

function QuestionField({ question, number, given, right, solution, isOpen, over }: QuestionProps) {
  const name = `q.${question.id}`;
  const told = `${name}-told`;
  return (
    <fieldset className="min-w-0" aria-describedby={right !== null || isOpen ? told : undefined} disabled={over}>
      <legend className="text-lg leading-snug font-medium break-words">
        <span className="mr-2 text-ink-faint tabular-nums">{number}.</span>
        {question.text}
      </legend>
      {question.kind === "multiple" && <p className="mt-1 text-sm text-ink-faint">Choose all that are right.</p>}
      <div className="mt-4 space-y-2.5">
        {question.kind === "short" ? (
          <Input name={name} aria-label={`Your answer to question ${number}`} defaultValue={given[0] ?? ""} maxLength={500} autoComplete="off" aria-invalid={isOpen || undefined} className="max-w-md" />
        ) : (
          question.options.map((option) => (
            <label
              key={option.id}
              className={cn(
                "flex min-h-12 items-start gap-3.5 rounded-lg border border-edge bg-surface px-4 py-3 transition-colors duration-150",
                !over && "hover:border-line-strong",
                "has-checked:border-accent has-checked:bg-accent-soft has-checked:shadow-[inset_0_0_0_1px_var(--accent)]",
                "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink",
              )}
            >
              <input
                type={question.kind === "single" ? "radio" : "checkbox"}
                name={name}
                value={option.id}
                defaultChecked={given.includes(option.id)}
                className={cn("mt-1 size-4.5 shrink-0 appearance-none border border-line-strong bg-surface outline-none", question.kind === "single" ? "rounded-full checked:border-[5.5px] checked:border-accent" : "rounded-[5px] checked:border-accent checked:bg-accent checked:shadow-[inset_0_0_0_3px_var(--surface)]")}
              />
              <span className="min-w-0 flex-1 break-words">{option.text}</span>
            </label>
          ))
        )}
      </div>
      {isOpen && (
        <p id={told} className="mt-3 text-sm text-danger">
          Answer this one.
        </p>
      )}
      {right !== null && !isOpen && (
        <p id={told} className={cn("mt-3 flex items-center gap-1.5 text-sm font-medium", right ? "text-success" : "text-danger")}>
          {right ? <Check aria-hidden="true" className="size-4" strokeWidth={2.5} /> : <X aria-hidden="true" className="size-4" strokeWidth={2.5} />}
          {right ? "Right" : "Not right"}
        </p>
      )}
      {solution && (right === false || solution.explanation) && (
        <div className="mt-2 max-w-prose border-l-2 border-line-strong pl-4 text-sm text-ink-muted">
          {right === false && (
            <p>
              <span className="text-ink">Right: </span>
              {solution.right.join(", ")}
            </p>
          )}
          {solution.explanation && <p className="whitespace-pre-line">{solution.explanation}</p>}
        </div>
      )}
    </fieldset>
  );
}
