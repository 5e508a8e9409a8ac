import { Form } from "@remix-run/react";
import { ArrowRight, Check, CircleCheck } from "lucide-react";
import { SubmitButton } from "~/components/ui/submit-button";

/** Marks the lesson done and goes on; or takes the mark back. Works without JavaScript. */
export function CompleteForm({ action, completed, hasNext }: { action: string; completed: boolean; hasNext: boolean }) {
  if (completed) {
    return (
      <Form method="post" action={action} preventScrollReset className="flex flex-wrap items-center gap-x-5 gap-y-1 border-t border-line pt-6 text-sm">
        <input type="hidden" name="intent" value="undo" />
        <p className="flex items-center gap-2 font-medium text-accent-ink">
          <CircleCheck aria-hidden="true" className="size-5" />
          You have done this lesson.
        </p>
        <SubmitButton variant="link" size="sm" pendingLabel="Taking it back…">
          Not done after all
        </SubmitButton>
      </Form>
    );
  }
  return (
    <Form method="post" action={action} className="border-t border-line pt-6">
      <input type="hidden" name="intent" value="complete" />
      <SubmitButton size="lg" className="max-sm:w-full" pendingLabel="One moment…">
        {hasNext ? (
          <>
            Done, next lesson
            <ArrowRight aria-hidden="true" />
          </>
        ) : (
          <>
            <Check aria-hidden="true" />
            Done
          </>
        )}
      </SubmitButton>
    </Form>
  );
}
