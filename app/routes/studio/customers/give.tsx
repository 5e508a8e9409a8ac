import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { Gift } from "lucide-react";
import { requireStore } from "~/auth/guards.server";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { PageHeader } from "~/components/ui/page-header";
import { Select } from "~/components/ui/select";
import { SubmitButton } from "~/components/ui/submit-button";
import { Textarea } from "~/components/ui/textarea";
import { giveable } from "~/domain/orders/giveable.server";
import { giveByHand, type ByHandRefusal } from "~/domain/orders/give-by-hand.server";
import { flash } from "~/lib/flash.server";
import { newId } from "~/lib/ids";
import { kindLabel } from "~/lib/offer-kind";
import { localPath } from "~/lib/urls";
import { LastsFields } from "../lasts-fields";
import { giveSchema, whatOf } from "./give-form";

export const meta: MetaFunction = () => [{ title: "Give access · Lectern" }];

/** `?to=` an address, `?offer=` what is given, `?back=` where one came from. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "access.change");
  const query = new URL(request.url).searchParams;
  const offerId = query.get("offer");
  const choices = await giveable(store.id, offerId);
  const first = choices.find((one) => one.offerId === offerId);
  return {
    orderId: newId("order"),
    to: query.get("to")?.slice(0, 254) ?? "",
    what: first ? whatOf(first) : "",
    choices: choices.map((one) => ({ value: whatOf(one), label: `${one.title} (${kindLabel(one.kind).toLowerCase()})` })),
    back: localPath(query.get("back") ?? "", "/studio/customers"),
    given: first ? `/studio/orders?${new URLSearchParams({ show: "given", offer: first.offerId })}` : "/studio/orders?show=given",
  };
}

const REFUSALS: Record<ByHandRefusal, { field: "what" | "email" | null; text: string }> = {
  unknown_offer: { field: "what", text: "This is not there any more. Choose something else." },
  unknown_tier: { field: "what", text: "This tier is not there any more. Choose another." },
  has_it: { field: "email", text: "They have this already, without an end. There is nothing to add." },
  too_many: { field: null, text: "Very much was given today. Go on tomorrow; nothing was given now." },
  bad_form: { field: null, text: "This form is out of date. Load the page again and fill it in once more." },
};

export async function action({ request }: ActionFunctionArgs): Promise<Response | TypedResponse<SubmissionResult>> {
  const { viewer, store, may } = await requireStore(request, "access.change");
  const submission = parseWithZod(await request.formData(), { schema: giveSchema });
  if (submission.status !== "success") return Response.json(submission.reply(), { status: 400 });
  const given = await giveByHand({ storeId: store.id, actorId: viewer.id, ...submission.value });
  if (!given.ok) {
    const { field, text } = REFUSALS[given.error];
    return Response.json(submission.reply(field ? { fieldErrors: { [field]: [text] } } : { formErrors: [text] }), { status: 400 });
  }
  const page = may("customers.read") ? `/studio/customers/${given.value.userId}` : `/studio/orders/${given.value.orderId}`;
  return redirect(page, { headers: await flash(new Headers(), `It is in their library, and a mail is on its way to ${submission.value.email}.`) });
}

/** Give somebody an offer for nothing. */
export default function Give() {
  const { orderId, to, what, choices, back, given } = useLoaderData<typeof loader>();
  const [form, fields] = useForm({
    id: "give",
    lastResult: useActionData<SubmissionResult>(),
    defaultValue: { orderId, email: to, what, lasts: "forever" },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: giveSchema }),
    shouldRevalidate: "onInput",
  });
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs items={[{ label: "Customers", to: "/studio/customers" }, { label: "Give access" }]} />}
        title="Give access"
        description={
          <>
            For nothing, to whoever you like. It opens at once, and they get a mail with the way in.{" "}
            <Link to={given} className="link-quiet">
              See what was given so far
            </Link>
          </>
        }
      />
      {choices.length === 0 ? (
        <EmptyState icon={<Gift aria-hidden="true" />} title="There is nothing to give yet" action={<Button asChild variant="secondary"><Link to="/studio/offers/new">Make an offer</Link></Button>}>
          Make an offer first; of a membership, a tier.
        </EmptyState>
      ) : (
        <Form method="post" {...getFormProps(form)} className="max-w-xl space-y-6">
          <FormErrors errors={form.errors} />
          <input type="hidden" name="orderId" value={orderId} />
          <Field label="Their email address" field={fields.email} description="Access belongs to this address. Whoever reads its mail gets in.">
            <Input type="email" inputMode="email" autoComplete="off" spellCheck={false} />
          </Field>
          <Field label="Their name" optional field={fields.name} description="For the mail, and for your list, if we do not know it yet.">
            <Input autoComplete="off" />
          </Field>
          <Field label="What you give" field={fields.what}>
            <Select options={choices} placeholder="Choose an offer" />
          </Field>
          <LastsFields
            lasts={fields.lasts}
            days={fields.days}
            legend="How long can they open it?"
            forever="Until you take it back."
            forDays="From now, or from the end of days they have."
            daysLabel="Days"
          />
          <Field label="Your words to them" optional field={fields.message} description="They stand in the mail.">
            <Textarea rows={3} />
          </Field>
          <Field label="Why" optional field={fields.reason} description="For you and your team only, to know it later.">
            <Input autoComplete="off" placeholder="Prize of the spring contest" />
          </Field>
          <div className="flex flex-wrap gap-2.5">
            <SubmitButton pendingLabel="Giving…">Give access</SubmitButton>
            <Button asChild variant="ghost">
              <Link to={back}>Cancel</Link>
            </Button>
          </div>
        </Form>
      )}
    </>
  );
}
