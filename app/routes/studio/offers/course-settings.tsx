import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction, TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { CopyPlus } from "lucide-react";
import { z } from "zod";
import { Card } from "~/components/ui/card";
import { Checkbox } from "~/components/ui/checkbox";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { courseSettings, setCourseSettings } from "~/domain/courses/course-settings.server";
import { found, notFound, redirectWith, requireOffer } from "./own-offer.server";

export const meta: MetaFunction = () => [{ title: "Course settings · Lectern" }];

const settingsSchema = z.object({
  inOrder: z.literal("on").optional(),
  certificate: z.literal("on").optional(),
  signer: z.string().trim().max(80, "Keep the name under 80 characters.").default(""),
});

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { offer, store } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "course") throw notFound();
  const settings = await courseSettings(offer.id);
  return {
    id: offer.id,
    accessDays: offer.accessDays,
    storeName: store.name,
    words: { inOrder: settings.lessonsInOrder ? "on" : "", certificate: settings.certificate ? "on" : "", signer: settings.certificateSigner },
  };
}

export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<SubmissionResult>> {
  const { key, offer } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "course") throw notFound();
  const submission = parseWithZod(await request.formData(), { schema: settingsSchema });
  if (submission.status !== "success") return Response.json(submission.reply(), { status: 400 });
  const { inOrder, certificate, signer } = submission.value;
  found(await setCourseSettings(key, { lessonsInOrder: inOrder === "on", certificate: certificate === "on", certificateSigner: signer }));
  return redirectWith(`/studio/offers/${offer.id}/settings`, "Saved.");
}

/** How a course is taken: order, certificate, for how long; and its copy. */
export default function CourseSettings() {
  const { id, accessDays, storeName, words } = useLoaderData<typeof loader>();
  const refused = useActionData<SubmissionResult>();
  const [form, fields] = useForm({
    id: "course-settings",
    defaultValue: words,
    lastResult: refused ?? null,
    constraint: getZodConstraint(settingsSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: settingsSchema }),
    shouldRevalidate: "onBlur",
  });
  return (
    <div className="space-y-8">
      <h2 className="sr-only">Course settings</h2>
      <Form method="post" {...getFormProps(form)}>
        <Card headingLevel={3} title="How it is taken" footer={<SubmitButton>Save</SubmitButton>}>
          <FormErrors errors={form.errors} />
          <div className="grid gap-5">
            <Checkbox field={fields.inOrder} label="Lessons in order" description="A lesson opens when all before it are done. Without this, students go where they like." />
            <Checkbox field={fields.certificate} label="Certificate" description="Whoever has done every lesson gets a certificate as a PDF, with a public page that confirms it. It stops confirming it after a full refund." />
            <Field field={fields.signer} label="Who signs the certificate" description={`Printed on the line for the signature. Left empty, it is ${storeName}.`}>
              <Input autoComplete="off" placeholder={storeName} />
            </Field>
          </div>
        </Card>
      </Form>
      <Card headingLevel={3} title="How long it stays open">
        <p className="text-sm text-ink-muted">
          {accessDays === null ? "Whoever buys it keeps it for good." : `It stays open for ${accessDays === 1 ? "one day" : `${accessDays.toLocaleString("en")} days`} after the purchase.`}{" "}
          <Link to={`/studio/offers/${id}`} className="link-quiet text-ink">
            Change it in Details
          </Link>
        </p>
        <p className="mt-2 text-sm text-ink-muted">
          When a single lesson opens is set with the lesson, in the{" "}
          <Link to={`/studio/offers/${id}/curriculum`} className="link-quiet text-ink">
            curriculum
          </Link>
          .
        </p>
      </Card>
      <Card headingLevel={3} title="Duplicate this course" description="A draft with the same modules, lessons, files, quizzes, settings and price. Students, progress and what is in “Recently deleted” stay with this one.">
        <Form method="post" action={`/studio/offers/${id}/duplicate`}>
          <SubmitButton variant="secondary" pendingLabel="Duplicating…">
            <CopyPlus aria-hidden="true" />
            Duplicate
          </SubmitButton>
        </Form>
      </Card>
    </div>
  );
}
