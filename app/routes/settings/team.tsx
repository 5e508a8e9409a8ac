import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { requesterOf } from "~/auth/requester.server";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { inviteToTeam, withdrawInvitation, type Invited, type InviteRefusal } from "~/domain/team/invite.server";
import { teamOf } from "~/domain/team/members.server";
import { inviteSchema } from "~/domain/team/team-form";
import { formatDay } from "~/lib/dates";
import { flash } from "~/lib/flash.server";
import { answer, tooMany, waitWords } from "../auth/respond.server";
import { SeatFields } from "./seat-fields";
import { InvitationList, MemberList } from "./team-lists";

export const meta: MetaFunction = () => [{ title: "Team · Lectern" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "team.manage");
  const { owner, members, invitations } = await teamOf(store.id);
  return {
    storeName: store.name,
    owner: { name: owner.name, email: owner.email },
    members: members.map(({ id, name, email, role, mayRefund, since }) => ({ id, name, email, role, mayRefund, since: formatDay(since) })),
    invitations: invitations.map(({ id, email, role, mayRefund, sentAt, expiresAt, expired, mail }) => ({ id, email, role, mayRefund, expired, mail, sent: formatDay(sentAt), until: formatDay(expiresAt) })),
  };
}

const PAGE = "/settings/team";

export async function action({ request }: ActionFunctionArgs): Promise<TypedResponse<SubmissionResult>> {
  const { viewer, store } = await requireStore(request, "team.manage");
  const form = await request.formData();
  const invitationId = String(form.get("invitationId") ?? "");
  switch (form.get("intent")) {
    case "withdraw": {
      const done = await withdrawInvitation(store.id, invitationId, viewer.id);
      if (done.ok) return back("The invitation is taken back. Its link opens nothing any more.");
      if (done.error === "not_found") throw new Response("Not found", { status: 404 });
      return back({ text: "It was accepted before you took it back. Remove them from the team above if they should not be in it.", tone: "danger" });
    }
    case "again": {
      const open = (await teamOf(store.id)).invitations.find((one) => one.id === invitationId);
      if (!open) throw new Response("Not found", { status: 404 });
      const sent = await inviteToTeam(store.id, viewer.id, open, requesterOf(request));
      return back(sent.ok ? `Sent again to ${sent.value.email}. The former link opens nothing any more.` : { text: refusalText(sent.error), tone: "danger" });
    }
    case "invite": {
      const submission = parseWithZod(form, { schema: inviteSchema });
      if (submission.status !== "success") return answer(submission.reply(), 400);
      const invited: Invited = submission.value;
      const sent = await inviteToTeam(store.id, viewer.id, invited, requesterOf(request));
      if (sent.ok) return back(`The invitation is on its way to ${sent.value.email}.`);
      if (typeof sent.error === "object") return tooMany(submission.reply({ formErrors: [refusalText(sent.error)] }), sent.error);
      return answer(submission.reply({ fieldErrors: { email: [refusalText(sent.error)] } }), 409);
    }
    default:
      throw new Response("Unknown intent", { status: 400 });
  }
}

async function back(message: Parameters<typeof flash>[1]) {
  return redirect(PAGE, { headers: await flash(new Headers(), message) });
}

function refusalText(refusal: InviteRefusal): string {
  if (typeof refusal === "object") return `Several mails were sent already. Try again in ${waitWords(refusal)}.`;
  switch (refusal) {
    case "owner":
      return "This is the owner's address: the store is theirs already.";
    case "member":
      return "This person is in the team already. Change what they may do in the list above.";
    case "full":
      return "The team has 50 people, with those who are invited. Remove somebody, or take an invitation back, before you invite more.";
  }
}

/** Who works in the store, who is asked to, and the form that asks. */
export default function Team() {
  const { storeName, owner, members, invitations } = useLoaderData<typeof loader>();
  const [form, fields] = useForm({
    id: "invite",
    lastResult: useActionData<typeof action>(),
    constraint: getZodConstraint(inviteSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: inviteSchema }),
    shouldRevalidate: "onInput",
  });
  return (
    <div className="max-w-3xl space-y-6">
      <Card title="Who works here" description={`Everybody signs in as themselves; what they do in ${storeName} is written down.`} flush>
        <MemberList owner={owner} members={members} />
      </Card>
      {invitations.length > 0 && (
        <Card title="Invited" flush>
          <InvitationList invitations={invitations} />
        </Card>
      )}
      <Form method="post" {...getFormProps(form)} key={`${members.length} ${invitations.length}`}>
        <Card
          title="Invite somebody"
          description="They get a mail with a link that lasts 7 days."
          footer={
            <SubmitButton name="intent" value="invite" pendingLabel="Sending…">
              Send invitation
            </SubmitButton>
          }
        >
          <div className="space-y-5">
            <FormErrors errors={form.errors} />
            <Field label="Their address" field={fields.email}>
              <Input type="email" autoComplete="off" autoCapitalize="none" spellCheck={false} />
            </Field>
            <SeatFields fields={fields} first={null} />
          </div>
        </Card>
      </Form>
    </div>
  );
}
