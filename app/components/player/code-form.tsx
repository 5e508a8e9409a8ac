import { Form } from "@remix-run/react";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";

/** Asks for a certificate's code. */
export function CodeForm({ typed, error }: { typed: string; error: string | null }) {
  return (
    <Form method="get" action="/certificates" className="space-y-5">
      <Field label="Code" field={{ name: "code", required: true, maxLength: 60, initialValue: typed }} error={error ?? undefined}>
        <Input autoComplete="off" autoCapitalize="characters" spellCheck={false} className="tabular-nums" />
      </Field>
      <SubmitButton block size="lg" pendingLabel="Looking…">
        Verify
      </SubmitButton>
    </Form>
  );
}
