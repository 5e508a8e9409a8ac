import { getFormProps, getInputProps, useForm, type SubmissionResult } from "@conform-to/react";
import { useFetcher } from "@remix-run/react";
import { MailCheck } from "lucide-react";
import { useEffect, useRef } from "react";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";

/** What the waiting list answers: the address it keeps, or why it did not. */
export type WaitAnswer = { joined: string } | { refused: SubmissionResult<string[]> };

export type WaitProps = {
  /** `/s/<store>/<offer>/wait` */
  action: string;
  /** Of a signed-in person; "" for everybody else. */
  email: string;
  /** The signed-in person's proved address is on the list already. */
  waits: boolean;
};

/**
 * The waiting list of an offer that cannot be paid for at the moment. With JavaScript it answers in its place; without, the
 * form leads to the waiting list's own page, which passes its answer as `answer`.
 */
export function WaitForm({ action, email, waits, answer }: WaitProps & { answer?: WaitAnswer | undefined }) {
  const fetcher = useFetcher<WaitAnswer>();
  const last = fetcher.data ?? answer;
  const refused = last && "refused" in last ? last.refused : undefined;
  const [form, fields] = useForm<{ email: string }>({ id: "wait", lastResult: refused, defaultValue: { email }, shouldValidate: "onSubmit" });
  if (last && "joined" in last) return <OnTheList email={last.joined} news={fetcher.data !== undefined} />;
  if (waits) return <OnTheList email={email} news={false} />;
  return (
    <fetcher.Form method="post" action={action} {...getFormProps(form)} className="space-y-4">
      <FormErrors errors={form.errors} />
      <Field label="Your email address" field={fields.email} description="One mail, and nothing else.">
        <Input {...getInputProps(fields.email, { type: "email" })} key={fields.email.key} autoComplete="email" required />
      </Field>
      <SubmitButton size="lg" block pending={fetcher.state !== "idle"} pendingLabel="One moment…">
        Tell me when it is back
      </SubmitButton>
    </fetcher.Form>
  );
}

/** The form is gone then, so what took its place takes the focus. */
function OnTheList({ email, news }: { email: string; news: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (news) box.current?.focus();
  }, [news]);
  return (
    <div ref={box} tabIndex={-1} role="status" className="flex gap-3 rounded-lg bg-accent-soft p-4 text-sm">
      <MailCheck aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-accent-ink" />
      <div className="min-w-0 space-y-1">
        <p className="font-medium">You are on the list</p>
        <p className="text-ink-muted">
          We write to <span className="wrap-anywhere text-ink">{email}</span> once, as soon as you can buy it.
        </p>
      </div>
    </div>
  );
}

/** What a visitor of a paused offer is told; the form stands below it. */
export const PAUSED_TEXT = "Sales are paused for a moment. Leave your address and we tell you once, when you can buy it.";
