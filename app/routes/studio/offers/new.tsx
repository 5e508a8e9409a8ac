import { getFormProps, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { OfferKindIcon } from "~/components/offer-kind-icon";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { PageHeader } from "~/components/ui/page-header";
import { RadioCards } from "~/components/ui/radio-cards";
import { SubmitButton } from "~/components/ui/submit-button";
import { createOffer } from "~/domain/catalog/create-offer.server";
import { newOfferSchema } from "./offer-form";

export const meta: MetaFunction = () => [{ title: "New offer · Lectern" }];

export async function loader({ request }: LoaderFunctionArgs) {
  await requireStore(request, "offers.write");
  return null;
}

export async function action({ request }: ActionFunctionArgs) {
  const { viewer, store } = await requireStore(request, "offers.write");
  const submission = parseWithZod(await request.formData(), { schema: newOfferSchema });
  if (submission.status !== "success") return Response.json(submission.reply(), { status: 400 });
  const offer = await createOffer({ storeId: store.id, ...submission.value }, { cause: "creator", causeId: viewer.id });
  return redirect(`/studio/offers/${offer.id}`);
}

export default function NewOffer() {
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm({
    lastResult,
    constraint: { title: { required: true, maxLength: 120 } },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: newOfferSchema }),
    shouldRevalidate: "onInput",
  });
  return (
    <div className="max-w-2xl">
      <PageHeader
        title="New offer"
        description="It begins as a draft that only you can see."
        breadcrumbs={<Breadcrumbs items={[{ label: "Offers", to: "/studio/offers" }, { label: "New" }]} />}
      />
      <Form method="post" {...getFormProps(form)} className="space-y-7">
        <FormErrors errors={form.errors} />
        <RadioCards
          legend="What is it?"
          field={fields.kind}
          defaultValue="course"
          columns={2}
          options={[
            { value: "course", label: "A course", icon: <OfferKindIcon kind="course" />, description: "Lessons with text and video, in modules. Buyers work through it here." },
            { value: "download", label: "A download", icon: <OfferKindIcon kind="download" />, description: "One or more files: a book, templates, samples, sounds." },
            { value: "bundle", label: "A bundle", icon: <OfferKindIcon kind="bundle" />, description: "Several of your offers at one price, for less than each by itself." },
            { value: "membership", label: "A membership", icon: <OfferKindIcon kind="membership" />, description: "Paid by the month or year, in tiers. Opens what you choose, and posts for members." },
          ]}
        />
        <Field label="Title" field={fields.title} description="You can change it at any time.">
          <Input autoComplete="off" />
        </Field>
        <div className="flex flex-wrap gap-3">
          <SubmitButton pendingLabel="Creating…">Create draft</SubmitButton>
          <Button asChild variant="ghost">
            <Link to="/studio/offers">Cancel</Link>
          </Button>
        </div>
      </Form>
    </div>
  );
}
