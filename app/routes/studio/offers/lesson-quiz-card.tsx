import { Link } from "@remix-run/react";
import { buttonStyles } from "~/components/ui/button";
import { Card } from "~/components/ui/card";

export type QuizInBrief = { questions: number; passPercent: number; maxAttempts: number | null; tried: number; passed: number };

/** The questions at the end of a lesson, in a line; they are written on a page of their own. */
export function LessonQuizCard({ lesson, quiz }: { lesson: string; quiz: QuizInBrief | null }) {
  return (
    <Card
      title="Quiz"
      action={
        <Link to={`${lesson}/quiz`} className={buttonStyles({ variant: "secondary", size: "sm" })}>
          {quiz ? "Edit the quiz" : "Write a quiz"}
        </Link>
      }
    >
      <p className="text-sm text-ink-muted">
        {quiz
          ? `${quiz.questions} ${quiz.questions === 1 ? "question" : "questions"}, passed with ${quiz.passPercent}%, ${attemptsText(quiz.maxAttempts)}. ${passedText(quiz)}`
          : "Questions at the end. The lesson is done when they are passed."}
      </p>
    </Card>
  );
}

function attemptsText(max: number | null): string {
  return max === null ? "any number of attempts" : max === 1 ? "one attempt" : `${max} attempts`;
}

function passedText({ tried, passed }: QuizInBrief): string {
  return tried === 0 ? "" : `${passed} of ${tried} ${tried === 1 ? "student" : "students"} passed so far.`;
}
