import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireViewer, type Viewer } from "~/auth/guards.server";
import { requesterOf } from "~/auth/requester.server";
import { endOtherSessions, liveSessions, startSession } from "~/auth/sessions.server";
import { accountOf, renamePerson } from "~/domain/people/profile.server";
import { describeDevice } from "~/domain/people/requester";
import { mailPasswordReset, mailWayIn } from "~/domain/sign-in/mail-links.server";
import { changePassword } from "~/domain/sign-in/set-password.server";
import { workplacesOf } from "~/domain/team/workplaces.server";
import { formatDay, formatMoment } from "~/lib/dates";
import { flash } from "~/lib/flash.server";
import { nameField, newPasswordField } from "../auth/fields";
import { answer, tooMany, waitWords } from "../auth/respond.server";
import { wantAddress, wantMerge, type AddressAnswer } from "./account-address.server";
import { AddressCard, DataCard, MergeCard } from "./account-address-cards";
import { DevicesCard, NameCard, PasswordCard } from "./account-cards";
import { proofNeeded } from "./prove-it.server";
import { TeamsCard } from "./teams-card";

export { pageHeaders as headers } from "../auth/page-headers";
export const meta: MetaFunction = () => [{ title: "Your account · Lectern" }];

const nameSchema = z.object({ name: nameField });
const passwordSchemaFor = (email: string) => z.object({ current: z.string({ error: "Enter your present password." }).max(1000, "That is too long to be your password."), next: newPasswordField(email) });

type Answer = { form: "name" | "password"; result: SubmissionResult } | ({ form: "address" | "merge" } & ({ sentTo: string } | { result: SubmissionResult }));

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const [account, sessions, proof, stores] = await Promise.all([accountOf(viewer.id), liveSessions(viewer.id), proofNeeded(viewer), workplacesOf(viewer.id)]);
  return {
    name: account.name,
    email: account.email,
    since: formatDay(account.createdAt),
    hasPassword: account.hasPassword,
    proof,
    storeName: stores.find((store) => store.role === "owner")?.name ?? null,
    teams: stores.flatMap(({ id, name, role }) => (role === "owner" ? [] : [{ storeId: id, name, role }])),
    devices: sessions.map(({ id, userAgent, createdAt, lastUsedAt }) => ({
      key: id.slice(0, 12),
      here: id === viewer.sessionId,
      what: describeDevice(userAgent),
      since: formatDay(createdAt),
      lastUsed: formatMoment(lastUsedAt),
    })),
  };
}

export async function action({ request }: ActionFunctionArgs): Promise<TypedResponse<Answer>> {
  const viewer = await requireViewer(request);
  const form = await request.formData();
  switch (form.get("intent")) {
    case "rename":
      return rename(viewer, form);
    case "password":
      return newPassword(request, viewer, form);
    case "mail-password-link":
      return mailPasswordLink(request, viewer);
    case "address":
      return addressAnswer("address", await wantAddress(viewer, form, requesterOf(request)));
    case "merge":
      return addressAnswer("merge", await wantMerge(viewer, form, requesterOf(request)));
    case "mail-fresh-link":
      return mailFreshLink(request, viewer);
    case "sign-out-others": {
      const ended = await endOtherSessions(viewer.id, viewer.sessionId);
      return back(ended === 0 ? "No other device was signed in." : "Every other device is signed out.");
    }
    default:
      throw new Response("Unknown intent", { status: 400 });
  }
}

function addressAnswer(form: "address" | "merge", reply: AddressAnswer): TypedResponse<Answer> {
  if ("sentTo" in reply) return answer({ form, sentTo: reply.sentTo });
  return reply.tooMany ? tooMany({ form, result: reply.result }, reply.tooMany) : answer({ form, result: reply.result }, 400);
}

async function mailFreshLink(request: Request, viewer: Viewer): Promise<TypedResponse<Answer>> {
  const mailed = await mailWayIn({ email: viewer.email, returnTo: "/settings/account", requester: requesterOf(request) });
  return back(mailed.ok ? `We have written to ${viewer.email}. The link in the mail lasts 10 minutes.` : "Several mails were sent already. Check your mail, also the spam folder.");
}

async function rename(viewer: Viewer, form: FormData): Promise<TypedResponse<Answer>> {
  const submission = parseWithZod(form, { schema: nameSchema });
  if (submission.status !== "success") return answer({ form: "name", result: submission.reply() }, 400);
  await renamePerson(viewer.id, submission.value.name);
  return back("Your name is saved.");
}

async function newPassword(request: Request, viewer: Viewer, form: FormData): Promise<TypedResponse<Answer>> {
  const submission = parseWithZod(form, { schema: passwordSchemaFor(viewer.email) });
  const hideFields: ("current" | "next")[] = ["current", "next"];
  if (submission.status !== "success") return answer({ form: "password", result: submission.reply({ hideFields }) }, 400);
  const { current, next } = submission.value;
  const changed = await changePassword({ userId: viewer.id, current, next, requester: requesterOf(request) });
  if (changed.ok) return back("Your new password is set. Every other device was signed out.", await startSession(viewer.id, request));
  if (changed.error === "wrong") return answer({ form: "password", result: submission.reply({ hideFields, fieldErrors: { current: ["That is not your present password."] } }) }, 400);
  return tooMany({ form: "password", result: submission.reply({ hideFields, formErrors: [`That was tried too often. Wait ${waitWords(changed.error)} and try again.`] }) }, changed.error);
}

async function mailPasswordLink(request: Request, viewer: Viewer): Promise<TypedResponse<Answer>> {
  const mailed = await mailPasswordReset({ email: viewer.email, returnTo: "/settings/account", requester: requesterOf(request) });
  return back(mailed.ok ? `We have written to ${viewer.email}. The link in the mail lasts 60 minutes.` : "Several mails were sent already. Check your mail, also the spam folder.");
}

async function back(text: string, headers: Headers = new Headers()) {
  return redirect("/settings/account", { headers: await flash(headers, text) });
}

export default function Account() {
  const { name, email, since, hasPassword, proof, storeName, teams, devices } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const passwordSchema = passwordSchemaFor(email);
  const [nameForm, nameFields] = useForm({
    id: "name",
    lastResult: reply?.form === "name" ? reply.result : undefined,
    defaultValue: { name },
    constraint: getZodConstraint(nameSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: nameSchema }),
    shouldRevalidate: "onInput",
  });
  const [passwordForm, passwordFields] = useForm({
    id: "password",
    lastResult: reply?.form === "password" ? reply.result : undefined,
    constraint: getZodConstraint(passwordSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: passwordSchema }),
    shouldRevalidate: "onInput",
  });
  return (
    <div className="max-w-2xl space-y-6">
      <Form method="post" {...getFormProps(nameForm)}>
        <NameCard field={nameFields.name} errors={nameForm.errors} email={email} since={since} />
      </Form>
      <Form method="post" {...getFormProps(passwordForm)}>
        <PasswordCard hasPassword={hasPassword} email={email} fields={passwordFields} errors={passwordForm.errors} />
      </Form>
      <AddressCard email={email} proof={proof} reply={reply?.form === "address" ? reply : undefined} />
      <Form method="post">
        <DevicesCard devices={devices} />
      </Form>
      <TeamsCard teams={teams} />
      <MergeCard reply={reply?.form === "merge" ? reply : undefined} />
      <DataCard storeName={storeName} />
    </div>
  );
}
