import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Form } from "@remix-run/react";
import { useState } from "react";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Checkbox } from "~/components/ui/checkbox";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { RadioCards } from "~/components/ui/radio-cards";
import { SubmitButton } from "~/components/ui/submit-button";
import { Textarea } from "~/components/ui/textarea";
import type { OfferKind, OfferStatus } from "~/generated/prisma/enums";
import { kindLabel } from "~/lib/offer-kind";
import { tierPricesSchema, tierWordsSchema } from "./tier-form";

export function TierWordsForm({ tier, result }: { tier: { title: string; description: string; highlights: string; opensPosts: boolean }; result: SubmissionResult | undefined }) {
  const [form, fields] = useForm({
    id: "tier-words",
    lastResult: result,
    defaultValue: { title: tier.title, description: tier.description, highlights: tier.highlights, posts: tier.opensPosts ? "on" : "" },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: tierWordsSchema }),
    shouldRevalidate: "onInput",
  });
  return (
    <Card headingLevel={3} title="What it is">
      <Form method="post" {...getFormProps(form)} className="space-y-5">
        <FormErrors errors={form.errors} />
        <Field label="Name" field={fields.title}>
          <Input autoComplete="off" />
        </Field>
        <Field label="In a sentence" optional field={fields.description}>
          <Textarea rows={2} />
        </Field>
        <Field label="What members get" optional field={fields.highlights} description="One line each. What you tick below is listed by itself.">
          <Textarea rows={4} />
        </Field>
        <Checkbox field={fields.posts} label="Opens the members' posts" description="Posts you write for everyone, and those for this tier alone." />
        <SubmitButton name="intent" value="words" variant="secondary">
          Save
        </SubmitButton>
      </Form>
    </Card>
  );
}

type PricesFormProps = { prices: { currency: string; cost: "free" | "paid"; month: string; year: string; trial: string; smallest: string }; members: number; result: SubmissionResult | undefined };

export function TierPricesForm({ prices, members, result }: PricesFormProps) {
  const { currency, smallest, ...present } = prices;
  const [cost, setCost] = useState<string>(typeof result?.initialValue?.cost === "string" ? result.initialValue.cost : present.cost);
  const [form, fields] = useForm({
    id: "tier-prices",
    lastResult: result,
    defaultValue: present,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: tierPricesSchema(currency) }),
    shouldRevalidate: "onInput",
  });
  const code = currency.toUpperCase();
  return (
    <Card headingLevel={3} title="What it costs" description={members > 0 ? "A new price is for new members. Who is in keeps theirs, as long as they stay." : "You can change it later; who is in then keeps the price they joined at."}>
      <Form method="post" {...getFormProps(form)} className="space-y-5">
        <FormErrors errors={form.errors} />
        <RadioCards
          legend="Cost"
          hideLegend
          columns={2}
          field={fields.cost}
          onValueChange={setCost}
          options={[
            { value: "paid", label: "Paid", description: "By the month, by the year, or both" },
            { value: "free", label: "Free", description: "People join with their address alone" },
          ]}
        />
        <div className={cost === "free" ? "hidden" : "space-y-5"}>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label={`${code} a month`} optional field={fields.month} description={`At least ${smallest}.`}>
              <Input prefix={code} inputMode="decimal" autoComplete="off" className="tabular-nums" />
            </Field>
            <Field label={`${code} a year`} optional field={fields.year} description="Ten months' worth is usual.">
              <Input prefix={code} inputMode="decimal" autoComplete="off" className="tabular-nums" />
            </Field>
          </div>
          <Field label="Free days before the first payment" field={fields.trial} description="0 for none. The card is asked for at once and charged when they are over; once a person.">
            <Input inputMode="numeric" autoComplete="off" className="max-w-28 tabular-nums" />
          </Field>
        </div>
        <SubmitButton name="intent" value="prices" variant="secondary">
          Save prices
        </SubmitButton>
      </Form>
    </Card>
  );
}

type Item = { offerId: string; title: string; kind: OfferKind; status: OfferStatus; ticked: boolean };

export function TierItemsForm({ items, search, more }: { items: Item[]; search: string; more: boolean }) {
  return (
    <Card headingLevel={3} title="What it opens" description="Members have what is ticked as long as they are members. What they bought stays theirs.">
      {(more || search !== "") && (
        <Form method="get" role="search" preventScrollReset className="mb-5 flex gap-2">
          <div className="min-w-0 flex-1">
            <Input type="search" name="q" aria-label="Search your offers" defaultValue={search} placeholder="Search your offers" maxLength={100} />
          </div>
          <Button type="submit" variant="secondary">
            Search
          </Button>
        </Form>
      )}
      {items.length === 0 ? (
        <p className="text-sm text-ink-muted">{search ? `None of your offers has “${search}” in its title.` : "You have no courses, downloads or bundles yet. A membership can also be posts alone."}</p>
      ) : (
        <Form method="post" className="space-y-5">
          <fieldset>
            <legend className="sr-only">Offers</legend>
            <ul className="divide-y divide-line">
              {items.map((item) => (
                <li key={item.offerId} className="py-1">
                  <Checkbox
                    name="offerId"
                    value={item.offerId}
                    defaultChecked={item.ticked}
                    label={<span className="wrap-anywhere">{item.title}</span>}
                    description={
                      <span className="flex flex-wrap items-center gap-2">
                        {kindLabel(item.kind)}
                        {item.status === "draft" && (
                          <>
                            <Badge>Draft</Badge> Members can open it although it is not on sale yet.
                          </>
                        )}
                        {item.status === "archived" && <Badge>Archived</Badge>}
                      </span>
                    }
                  />
                </li>
              ))}
            </ul>
          </fieldset>
          <SubmitButton name="intent" value="items" variant="secondary">
            Save what it opens
          </SubmitButton>
        </Form>
      )}
    </Card>
  );
}
