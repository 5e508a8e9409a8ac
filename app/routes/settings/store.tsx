import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { requireStore } from "~/auth/guards.server";
import { Card } from "~/components/ui/card";
import { CopyButton } from "~/components/ui/copy-button";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { Textarea } from "~/components/ui/textarea";
import { publicFileUrl } from "~/domain/files/queries.server";
import { countryChoices, currencyChoices } from "~/domain/stores/countries";
import { storeDetailsSchema } from "~/domain/stores/store-details";
import { updateStore } from "~/domain/stores/update-store.server";
import { env } from "~/env.server";
import { parseHex } from "~/lib/color";
import { flash } from "~/lib/flash.server";
import { AccentPicker, takeAccent } from "../studio/accent-picker";
import { PlaceFields, SellerFields } from "../studio/store-fields";
import { StorePreview } from "../studio/store-preview";
import { StoreLogo } from "./store-logo-card";

export const meta: MetaFunction = () => [{ title: "Store settings · Lectern" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "store.manage");
  const { name, tagline, about, country, currency, accentColor, legalName, supportEmail, addressLine1, addressLine2, postalCode, city, taxId } = store;
  return {
    address: `${env.appUrl}/s/${store.slug}`,
    logoUrl: publicFileUrl(store.logoFileId),
    countries: countryChoices(),
    currencies: currencyChoices(),
    now: { name, tagline, about, country, currency, accentColor, legalName, supportEmail, addressLine1, addressLine2, postalCode, city, taxId },
  };
}

export async function action({ request }: ActionFunctionArgs): Promise<TypedResponse<SubmissionResult>> {
  const { store, viewer } = await requireStore(request, "store.manage");
  const submission = parseWithZod(takeAccent(await request.formData()), { schema: storeDetailsSchema });
  if (submission.status !== "success") return Response.json(submission.reply(), { status: 400 });
  await updateStore(store, submission.value, { cause: "creator", causeId: viewer.id });
  return redirect("/settings/store", { headers: await flash(new Headers(), "Your store is saved.") });
}

export default function StoreSettings() {
  const { address, logoUrl, countries, currencies, now } = useLoaderData<typeof loader>();
  const [form, fields] = useForm({
    id: "store",
    lastResult: useActionData<typeof action>(),
    defaultValue: now,
    constraint: getZodConstraint(storeDetailsSchema),
    onValidate: ({ formData }) => parseWithZod(takeAccent(formData), { schema: storeDetailsSchema }),
    shouldRevalidate: "onInput",
  });
  const [look, setLook] = useState({ name: now.name, tagline: now.tagline, accent: now.accentColor });
  return (
    <div className="grid gap-10 xl:grid-cols-[minmax(0,1fr)_20rem] xl:gap-14">
      <div className="min-w-0 space-y-6">
        <Form method="post" {...getFormProps(form)} className="space-y-6">
          <FormErrors errors={form.errors} />
          <Card title="Your store">
            <div className="space-y-5">
              <div className="space-y-1.5">
                <p className="text-sm font-medium">Address</p>
                <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <code className="font-mono text-sm wrap-anywhere text-ink-muted">{address}</code>
                  <CopyButton value={address} />
                </div>
                <p className="text-sm text-ink-faint">It stays, so that links people have keep working.</p>
              </div>
              <Field label="Name" field={fields.name}>
                <Input autoComplete="off" onChange={(event) => setLook({ ...look, name: event.currentTarget.value })} />
              </Field>
              <Field label="In one line" optional field={fields.tagline}>
                <Input autoComplete="off" onChange={(event) => setLook({ ...look, tagline: event.currentTarget.value })} />
              </Field>
              <Field label="About you" optional field={fields.about} description="Who you are and what you make. Shown on the page of your store.">
                <Textarea rows={5} />
              </Field>
              <AccentPicker field={fields.accentColor} accent={now.accentColor} onAccent={(accent) => setLook({ ...look, accent: parseHex(accent) ?? look.accent })} />
            </div>
          </Card>
          <Card title="Place and currency" description="The currency is for new prices; those you have stay as they are.">
            <PlaceFields fields={fields} countries={countries} currencies={currencies} />
          </Card>
          <Card title="What your receipts say" description="Buyers and their accountants need to see who sold.">
            <SellerFields fields={fields} legalNameHint="Your legal or company name." />
          </Card>
          <SubmitButton>Save</SubmitButton>
        </Form>
        <StoreLogo logoUrl={logoUrl} />
      </div>
      <aside aria-label="Preview" className="max-xl:hidden">
        <div className="sticky top-8">
          <p className="eyebrow mb-3">Preview</p>
          <StorePreview {...look} logoUrl={logoUrl} />
        </div>
      </aside>
    </div>
  );
}
