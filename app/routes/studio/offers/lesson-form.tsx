import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Form, Link } from "@remix-run/react";
import { RichText } from "~/components/editor/rich-text";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { Switch } from "~/components/ui/switch";
import { useUnsavedGuard } from "~/components/ui/unsaved-guard";
import { lessonSchema } from "./offer-form";

type LessonFormProps = { words: { title: string; body: string; preview: string }; published: boolean; back: string; lastResult: SubmissionResult | undefined };

export function LessonForm({ words, published, back, lastResult }: LessonFormProps) {
  const [form, fields] = useForm({
    id: "lesson",
    lastResult,
    defaultValue: words,
    constraint: { title: { required: true, maxLength: 120 } },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: lessonSchema }),
    shouldRevalidate: "onInput",
  });
  const { watch, guard } = useUnsavedGuard(form, lastResult?.status === "error");
  return (
    <Card>
      <Form method="post" {...getFormProps(form)} {...watch} className="space-y-6">
        <FormErrors errors={form.errors} />
        <Field label="Title" field={fields.title}>
          <Input autoComplete="off" />
        </Field>
        <Field label="Text" field={fields.body} optional>
          <RichText label="Text" rows={16} />
        </Field>
        <Switch
          field={fields.preview}
          label="Free preview"
          description={published ? "Anybody can open this lesson from the offer’s page." : "Once the course is published, anybody can open this lesson from its page."}
        />
        <div className="flex flex-wrap gap-3">
          <SubmitButton name="intent" value="lesson">
            Save lesson
          </SubmitButton>
          <Button asChild variant="ghost">
            <Link to={back}>Back to the curriculum</Link>
          </Button>
        </div>
      </Form>
      {guard}
    </Card>
  );
}
