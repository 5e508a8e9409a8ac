import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireViewer } from "~/auth/guards.server";
import { requesterOf } from "~/auth/requester.server";
import { endSession } from "~/auth/sessions.server";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { deleteAccount, deletionPreview, type DeletionRefusal } from "~/domain/personal-data/delete-account.server";
import { flash } from "~/lib/flash.server";
import { normaliseEmail } from "~/lib/email";
import { answer, waitWords } from "../auth/respond.server";
import { proofNeeded, proveIt } from "./prove-it.server";

export { pageHeaders as headers } from "../auth/page-headers";
export const meta: MetaFunction = () => [{ title: "Delete your account · Lectern" }];

const schema = z.object({ email: z.string({ error: "Type your address to confirm." }).trim().max(254), password: z.string().max(1000).optional() });

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const [preview, proof] = await Promise.all([deletionPreview(viewer.id), proofNeeded(viewer)]);
  return { email: viewer.email, proof, ...preview };
}

export async function action({ request }: ActionFunctionArgs): Promise<TypedResponse<SubmissionResult>> {
  const viewer = await requireViewer(request);
  const submission = parseWithZod(await request.formData(), { schema });
  const hideFields = ["password" as const];
  if (submission.status !== "success") return answer(submission.reply({ hideFields }), 400);
  const { email, password } = submission.value;
  if (normaliseEmail(email) !== viewer.email) return answer(submission.reply({ hideFields, fieldErrors: { email: [`Type ${viewer.email}, so that nothing is deleted by mistake.`] } }), 400);
  const proved = await proveIt(viewer, password ?? "", requesterOf(request));
  if (!proved.ok) {
    if (proved.error === "wrong") return answer(submission.reply({ hideFields, fieldErrors: { password: ["That is not your present password."] } }), 400);
    if (proved.error === "fresh_sign_in") return redirect("/settings/account");
    return answer(submission.reply({ hideFields, formErrors: [`That was tried too often. Wait ${waitWords(proved.error)} and try again.`] }), 429);
  }
  const done = await deleteAccount(viewer.id, { cause: "deleted by its owner", causeId: viewer.id });
  if (!done.ok) return answer(submission.reply({ hideFields, formErrors: [refusalText(done.error)] }), 409);
  return redirect("/", { headers: await flash(await endSession(request), "Your account is deleted. We have written to you what is gone and what has to stay.") });
}

function refusalText(refusal: DeletionRefusal): string {
  switch (refusal.kind) {
    case "owns_store":
      return `Your account owns the store ${refusal.storeName}, whose buyers need their seller. Ask whoever runs this installation to close the store first.`;
    case "payment_under_way":
      return "A payment of yours is still on its way. When it has arrived or failed, you can delete your account.";
    case "try_again":
      return "Stripe could not be told to end your membership, so nothing was deleted. Try again in a few minutes.";
  }
}

export default function DeleteAccount() {
  const { email, proof, storeName, orders, titles, memberships } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<{ email: string; password: string }>({ id: "delete-account", lastResult: useActionData<typeof action>() as SubmissionResult<string[]> | undefined });
  if (storeName || proof === "fresh_sign_in") {
    return (
      <div className="max-w-2xl space-y-6">
        <Banner tone="neutral" title="Your account cannot be deleted yet">
          {storeName ? refusalText({ kind: "owns_store", storeName }) : "You signed in a while ago. Have a sign-in link mailed to you from the account page first, so that we know it is you."}
        </Banner>
        <Back />
      </div>
    );
  }
  return (
    <div className="max-w-2xl space-y-6">
      <Form method="post" {...getFormProps(form)}>
        <Card
          title="Delete your account"
          footer={
            <>
              <SubmitButton variant="danger" pendingLabel="Deleting…">
                Delete my account for good
              </SubmitButton>
              <Back />
            </>
          }
        >
          <FormErrors errors={form.errors} />
          <ul className="list-disc space-y-2 pl-5 text-sm text-ink-muted">
            <li>{titles === 0 ? "Your library is empty." : `You lose ${titles === 1 ? "the one thing" : `all ${titles} things`} in your library, at once and without money back.`}</li>
            <li>Your progress, notes, certificates and licence keys stop working and are gone.</li>
            {memberships.length > 0 && <li>{`These memberships end now: ${memberships.join(", ")}.`}</li>}
            <li>{orders === 0 ? "You have no orders, so nothing is kept." : `${orders === 1 ? "One order stays" : `${orders} orders stay`} with the sellers, with the name and address on the receipt: the law asks them to keep invoices.`}</li>
            <li>
              <strong className="font-semibold text-ink">It cannot be undone.</strong> You may want to{" "}
              <a href="/settings/account/export" download className="link-quiet text-ink">
                download your data
              </a>{" "}
              first.
            </li>
          </ul>
          <div className="mt-6 space-y-5">
            <Field label={`Type ${email} to confirm`} field={fields.email}>
              <Input type="text" inputMode="email" autoComplete="off" autoCapitalize="none" spellCheck={false} />
            </Field>
            {proof === "password" && (
              <Field label="Present password" field={fields.password}>
                <Input type="password" autoComplete="current-password" />
              </Field>
            )}
          </div>
        </Card>
      </Form>
    </div>
  );
}

function Back() {
  return (
    <Button asChild variant="link">
      <Link to="/settings/account">Keep my account</Link>
    </Button>
  );
}
