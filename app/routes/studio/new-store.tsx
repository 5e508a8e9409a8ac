import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import type { z } from "zod";
import { requireViewer } from "~/auth/guards.server";
import { chooseStore } from "~/auth/sessions.server";
import { AccountMenu } from "~/components/layout/account-menu";
import { LecternMark } from "~/components/layout/mark";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { DEFAULT_ACCENT } from "~/domain/stores/accents";
import { countryChoices, countryOf, currencyChoices, currencyOf } from "~/domain/stores/countries";
import { createStore, type StoreRefusal } from "~/domain/stores/create-store.server";
import { hasStore } from "~/domain/stores/queries.server";
import { newStoreSchema } from "~/domain/stores/store-details";
import { env } from "~/env.server";
import { parseHex } from "~/lib/color";
import { flash } from "~/lib/flash.server";
import { AccentPicker, takeAccent } from "./accent-picker";
import { SlugField } from "./slug-field";
import { PlaceFields, SellerFields } from "./store-fields";
import { StorePreview } from "./store-preview";

export const meta: MetaFunction = () => [{ title: "Open your store · Lectern" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  if (await hasStore(viewer.id)) throw redirect("/studio");
  const country = countryOf(request.headers.get("Accept-Language"));
  return {
    user: { name: viewer.name, email: viewer.email },
    host: new URL(env.appUrl).host,
    countries: countryChoices(),
    currencies: currencyChoices(),
    first: { country: country ?? "", currency: country ? currencyOf(country) : "usd", supportEmail: viewer.email },
  };
}

const REFUSALS: Record<Exclude<StoreRefusal, "has_store">, string> = {
  slug_taken: "Somebody has this address already. Try another.",
  slug_needed: "We cannot make an address from this name. Choose one yourself, with letters a to z and digits.",
};

export async function action({ request }: ActionFunctionArgs): Promise<TypedResponse<SubmissionResult>> {
  const viewer = await requireViewer(request);
  const submission = parseWithZod(takeAccent(await request.formData()), { schema: newStoreSchema });
  if (submission.status !== "success") return Response.json(submission.reply(), { status: 400 });
  const created = await createStore(viewer, submission.value);
  if (created.ok) await chooseStore(viewer.sessionId, created.value.id);
  if (created.ok) return redirect("/studio", { headers: await flash(new Headers(), `${created.value.name} is open. Now make something to sell.`) });
  if (created.error === "has_store") return redirect("/studio");
  return Response.json(submission.reply({ fieldErrors: { slug: [REFUSALS[created.error]] } }), { status: 400 });
}

export default function NewStore() {
  const { user, host, countries, currencies, first } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<z.input<typeof newStoreSchema>>({
    id: "new-store",
    lastResult: useActionData<typeof action>(),
    defaultValue: first,
    constraint: getZodConstraint(newStoreSchema),
    onValidate: ({ formData }) => parseWithZod(takeAccent(formData), { schema: newStoreSchema }),
    shouldRevalidate: "onInput",
  });
  const [name, setName] = useState(fields.name.initialValue ?? "");
  const [tagline, setTagline] = useState(fields.tagline.initialValue ?? "");
  const [accent, setAccent] = useState(parseHex(fields.accentColor.initialValue ?? "") ?? DEFAULT_ACCENT);
  const [currency, setCurrency] = useState<string | null>(null);
  const chosenCurrency = currency ?? (typeof fields.currency.initialValue === "string" ? fields.currency.initialValue : first.currency);
  const sellerErrors = [fields.legalName, fields.supportEmail, fields.addressLine1, fields.addressLine2, fields.postalCode, fields.city, fields.taxId].some((field) => field.errors?.length);

  return (
    <div className="flex min-h-dvh flex-col">
      <header className="border-b border-line">
        <div className="gutter mx-auto flex w-full max-w-(--container-page) items-center justify-between py-1.5">
          <Link to="/" className="flex min-h-11 items-center gap-2.5 rounded-sm">
            <LecternMark className="text-accent-ink" />
            <span className="font-display font-semibold tracking-[-0.01em]">Lectern</span>
          </Link>
          <AccountMenu user={user} />
        </div>
      </header>
      <main id="main" tabIndex={-1} className="gutter mx-auto w-full max-w-(--container-page) flex-1 pt-8 pb-20 sm:pt-14">
        <h1 className="font-display text-3xl font-medium tracking-[-0.015em]">Open your store</h1>
        <p className="mt-2 max-w-prose text-ink-muted">A name and a country are enough. Everything but the address can be changed later, and nothing is for sale until you publish it.</p>
        <div className="mt-9 grid gap-12 lg:grid-cols-[minmax(0,1fr)_21rem] lg:gap-20">
          <Form method="post" {...getFormProps(form)} className="max-w-xl space-y-6">
            <FormErrors errors={form.errors} />
            <Field label="Name of your store" field={fields.name}>
              <Input autoComplete="off" onChange={(event) => setName(event.currentTarget.value)} />
            </Field>
            <SlugField field={fields.slug} storeName={name} host={host} />
            <PlaceFields fields={fields} countries={countries} currencies={currencies} currencyKey={{ currency: chosenCurrency }} onCountry={(code) => setCurrency(currencyOf(code))} />
            <Field label="In one line" optional field={fields.tagline} description="What do people find here?">
              <Input autoComplete="off" onChange={(event) => setTagline(event.currentTarget.value)} />
            </Field>
            <AccentPicker field={fields.accentColor} accent={accent} onAccent={(picked) => setAccent(parseHex(picked) ?? accent)} />
            <details className="group rounded-lg border border-line bg-surface" open={sellerErrors || undefined}>
              <summary className="flex min-h-14 items-center justify-between gap-4 rounded-lg px-5 py-3">
                <span>
                  <span className="block text-sm font-medium">What your receipts say</span>
                  <span className="block text-sm text-ink-faint">Seller and address. It can wait until your first sale.</span>
                </span>
                <ChevronDown aria-hidden="true" className="size-5 shrink-0 text-ink-faint transition-transform duration-150 group-open:rotate-180" />
              </summary>
              <div className="border-t border-line p-5">
                <SellerFields fields={fields} legalNameHint={user.name ? `Your legal or company name. Empty: ${user.name}.` : "Your legal or company name. Empty: the name of the store."} />
              </div>
            </details>
            <SubmitButton size="lg" pendingLabel="Opening…" className="max-sm:w-full">
              Open my store
            </SubmitButton>
          </Form>
          <aside aria-label="Preview" className="max-lg:hidden">
            <div className="sticky top-10">
              <p className="eyebrow mb-3">Preview</p>
              <StorePreview name={name} tagline={tagline} accent={accent} />
            </div>
          </aside>
        </div>
      </main>
    </div>
  );
}
