import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { Banner } from "~/components/ui/banner";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { KeyValue } from "~/components/ui/key-value";
import { PageHeader } from "~/components/ui/page-header";
import { RadioCards } from "~/components/ui/radio-cards";
import { Select } from "~/components/ui/select";
import { SubmitButton } from "~/components/ui/submit-button";
import { Textarea } from "~/components/ui/textarea";
import { accessAfter } from "~/domain/refunds/access-after.server";
import { askRefund } from "~/domain/refunds/ask-refund.server";
import { makeRefund } from "~/domain/refunds/make-refund.server";
import { refundById, refundForm } from "~/domain/refunds/queries.server";
import { REFUND_REASONS } from "~/domain/refunds/refund";
import { flash } from "~/lib/flash.server";
import { newId } from "~/lib/ids";
import { formatMoney, toDecimal } from "~/lib/money";
import { readRefundForm, type RefundAnswer } from "./refund-form.server";
import { accessOptions, askRefusalWords, orderAddress, paymentName, refundOutcome, refundPreview } from "./refund-words";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data ? `Refund ${data.heading}` : "Refund"} · Lectern` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "orders.refund");
  const query = new URL(request.url).searchParams;
  const orderId = params.orderId ?? "";
  const invoiceId = query.get("invoice");
  const form = await refundForm(store.id, { orderId, invoiceId });
  if (!form) throw new Response("Not found", { status: 404 });
  const { target, left, refusal } = form;
  const reason = query.get("reason") ?? "";
  const { currency } = target;
  return {
    // The row that this form makes, so that a second press of the button is the same refund.
    refundId: newId("refund"),
    orderId,
    invoiceId,
    heading: target.home.number === null ? target.home.offerTitle : `order ${target.home.number}`,
    what: paymentName(target),
    buyer: target.home.buyerName ?? target.home.buyerEmail ?? "the buyer",
    currency: currency.toUpperCase(),
    paid: formatMoney({ amount: target.amountPaid, currency }),
    left: formatMoney({ amount: left, currency }),
    all: toDecimal({ amount: left, currency }),
    refusal: refusal && askRefusalWords(refusal, currency),
    access: accessOptions(target.home.interval !== null),
    reason: Object.hasOwn(REFUND_REASONS, reason) ? reason : "requested_by_customer",
  };
}

/** First it says what will happen, then it does it: a refund cannot be taken back, with or without scripts. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Response | RefundAnswer> {
  const { viewer, store } = await requireStore(request, "orders.refund");
  const orderId = params.orderId ?? "";
  const fields = await request.formData();
  const invoiceId = String(fields.get("invoice") ?? "") || null;
  const form = await refundForm(store.id, { orderId, invoiceId });
  if (!form) throw new Response("Not found", { status: 404 });
  const read = readRefundForm(fields, form);
  if (!read.ok) return read.error;
  const wanted = read.value;
  if (fields.get("intent") === "edit") return { step: "form", values: wanted.values, errors: {} };
  if (fields.get("intent") !== "refund") {
    const { target, left } = form;
    const access = await accessAfter(target, { back: target.amountPaid - left + wanted.asked.amount, next: wanted.asked.access });
    return { step: "confirm", values: wanted.values, preview: refundPreview(form, wanted, access) };
  }
  const asked = await askRefund({ ...wanted.asked, storeId: store.id, orderId, invoiceId, byUserId: viewer.id });
  if (!asked.ok) {
    if (asked.error.kind === "not_found") throw new Response("Not found", { status: 404 });
    return { step: "form", values: wanted.values, errors: { amount: askRefusalWords(asked.error, form.target.currency) } };
  }
  await makeRefund(asked.value.refundId);
  // What became of it stands on its row, also when this was a second press of the button.
  return redirect(orderAddress(orderId), { headers: await flash(new Headers(), refundOutcome(await refundById(asked.value.refundId))) });
}

export default function Refund() {
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const asking = answer?.step === "confirm";
  return (
    <div className="max-w-2xl space-y-6">
      <PageHeader
        breadcrumbs={<Breadcrumbs items={[{ label: "Orders", to: "/studio/orders" }, { label: data.heading.replace(/^o/, "O"), to: orderAddress(data.orderId) }, { label: "Refund" }]} />}
        title={<span className="wrap-anywhere">{`Refund ${data.heading}`}</span>}
        description={`${data.buyer} paid ${data.paid} for ${data.what}. ${data.left} of it can go back.`}
      />
      {data.refusal ? (
        <Banner
          tone="neutral"
          title="Nothing of this can be refunded here"
          action={
            <Button asChild variant="secondary" size="sm">
              <Link to={orderAddress(data.orderId)}>Back to the order</Link>
            </Button>
          }
        >
          {data.refusal}
        </Banner>
      ) : asking ? (
        <Confirm answer={answer} invoiceId={data.invoiceId} />
      ) : (
        <Ask data={data} answer={answer} />
      )}
    </div>
  );
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

function Ask({ data, answer }: { data: Data; answer: RefundAnswer | undefined }) {
  const values = answer?.values;
  const errors = answer?.step === "form" ? answer.errors : {};
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="refundId" value={data.refundId} />
      <input type="hidden" name="invoice" value={data.invoiceId ?? ""} />
      <Card
        footer={
          <>
            <SubmitButton name="intent" value="check" pendingLabel="One moment…">
              Continue
            </SubmitButton>
            <Button asChild variant="ghost">
              <Link to={orderAddress(data.orderId)}>Refund nothing</Link>
            </Button>
          </>
        }
      >
        <div className="space-y-6">
          <FormErrors fields={[{ id: "refund-amount", label: "Amount", errors: errors.amount ? [errors.amount] : undefined }]} />
          <Field label={`Amount in ${data.currency}`} description={`Up to ${data.left}.`} field={{ id: "refund-amount", name: "amount", required: true }} error={errors.amount}>
            <Input inputMode="decimal" autoComplete="off" defaultValue={values?.amount ?? data.all} className="max-w-40 tabular-nums" />
          </Field>
          <Field label="Why" description="Stripe keeps it with the refund; the buyer is not told." field={{ name: "reason" }}>
            <Select defaultValue={values?.reason ?? data.reason}>
              {Object.entries(REFUND_REASONS).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
          <RadioCards legend="Access" field={{ name: "access" }} options={data.access} defaultValue={values?.access ?? "as_usual"} />
          <Field label="A note for yourself" optional description="Stands on the order; the buyer never sees it." field={{ name: "note", maxLength: 500 }}>
            <Textarea rows={2} defaultValue={values?.note ?? ""} />
          </Field>
        </div>
      </Card>
    </Form>
  );
}

function Confirm({ answer: { values, preview }, invoiceId }: { answer: Extract<RefundAnswer, { step: "confirm" }>; invoiceId: string | null }) {
  return (
    <Form method="post">
      {Object.entries({ ...values, invoice: invoiceId ?? "" }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Card
        title={preview.title}
        description="This cannot be taken back."
        footer={
          <>
            <SubmitButton name="intent" value="refund" variant="danger" pendingLabel="Sending it back…">
              {preview.button}
            </SubmitButton>
            <SubmitButton name="intent" value="edit" variant="link">
              Change something
            </SubmitButton>
          </>
        }
      >
        <KeyValue items={preview.facts} />
      </Card>
    </Form>
  );
}
