import { Form, Link } from "@remix-run/react";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import { useHydrated } from "~/components/ui/use-hydrated";

/** In a form with a ConfirmButton: says that the question was asked, which only the script can do. */
export function Confirmed() {
  return useHydrated() ? <input type="hidden" name="confirmed" value="yes" /> : null;
}

/** What an action answers when it was not: the question, to be asked by the page itself. */
export interface Question {
  title: string;
  description: string;
  confirmLabel: string;
  /** The fields to send again. */
  fields: Record<string, string>;
}

/** The same question as a part of the page, for browsers without JavaScript. */
export function QuestionBanner({ question, back }: { question: Question; back: string }) {
  return (
    <Banner
      tone="final"
      live
      title={question.title}
      className="mb-8"
      action={
        <Form method="post" className="flex flex-wrap gap-2.5">
          {Object.entries({ ...question.fields, confirmed: "yes" }).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Button type="submit" variant="danger">
            {question.confirmLabel}
          </Button>
          <Button asChild variant="secondary">
            <Link to={back}>Keep it as it is</Link>
          </Button>
        </Form>
      }
    >
      <p>{question.description}</p>
    </Banner>
  );
}
