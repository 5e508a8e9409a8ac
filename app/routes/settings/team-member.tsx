import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Card } from "~/components/ui/card";
import { Checkbox } from "~/components/ui/checkbox";
import { FormErrors } from "~/components/ui/form-errors";
import { SubmitButton } from "~/components/ui/submit-button";
import { changeMember, memberOf, removeMember } from "~/domain/team/members.server";
import { seatSchema } from "~/domain/team/team-form";
import { formatDay } from "~/lib/dates";
import { flash } from "~/lib/flash.server";
import { answer } from "../auth/respond.server";
import { SeatFields } from "./seat-fields";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.name ?? "Team"} · Lectern` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "team.manage");
  const member = await memberOf(store.id, params.memberId ?? "");
  if (!member) throw new Response("Not found", { status: 404 });
  const { userId, name, email, role, mayRefund, since } = member;
  return { storeName: store.name, userId, name: name || email, email, role, mayRefund, since: formatDay(since) };
}

export async function action({ request, params }: ActionFunctionArgs): Promise<TypedResponse<SubmissionResult>> {
  const { viewer, store } = await requireStore(request, "team.manage");
  const memberId = params.memberId ?? "";
  if (!(await memberOf(store.id, memberId))) throw new Response("Not found", { status: 404 });
  const form = await request.formData();
  if (form.get("intent") === "remove") {
    if (form.get("sure") !== "on") throw new Response("Not confirmed", { status: 400 });
    await removeMember(store.id, memberId, viewer.id);
    return back("They are out of the team. What they did stays in the list.");
  }
  const submission = parseWithZod(form, { schema: seatSchema });
  if (submission.status !== "success") return answer(submission.reply(), 400);
  await changeMember(store.id, memberId, viewer.id, submission.value);
  return back("Saved. It holds from their next click.");
}

async function back(text: string) {
  return redirect("/settings/team", { headers: await flash(new Headers(), text) });
}

/** One member of the team: what they may do, and the end of it. */
export default function TeamMember() {
  const { storeName, userId, name, email, role, mayRefund, since } = useLoaderData<typeof loader>();
  const [form, fields] = useForm({
    id: "seat",
    lastResult: useActionData<typeof action>(),
    defaultValue: { role, mayRefund: mayRefund ? "on" : "" },
    constraint: getZodConstraint(seatSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: seatSchema }),
  });
  return (
    <div className="max-w-3xl space-y-6">
      <div>
        <Breadcrumbs items={[{ label: "Team", to: "/settings/team" }, { label: name }]} />
        <h2 className="mt-3 font-display text-2xl font-medium tracking-[-0.01em] wrap-anywhere">{name}</h2>
        <p className="mt-1 text-sm wrap-anywhere text-ink-muted">
          {name === email ? "" : `${email}, `}in the team since {since}.{" "}
          <Link to={`/settings/audit?person=${userId}`} className="link-quiet text-ink">
            What they did
          </Link>
        </p>
      </div>
      <Form method="post" {...getFormProps(form)}>
        <Card title="What they may do" footer={<SubmitButton>Save</SubmitButton>}>
          <div className="space-y-5">
            <FormErrors errors={form.errors} />
            <SeatFields fields={fields} first={role} />
          </div>
        </Card>
      </Form>
      <Form method="post">
        <Card
          title="Remove from the team"
          description={`They cannot open ${storeName} any more, at once. Their own account and what they bought stay theirs.`}
          footer={
            <SubmitButton name="intent" value="remove" variant="danger" pendingLabel="Removing…">
              Remove {name}
            </SubmitButton>
          }
        >
          <Checkbox name="sure" required label={`Yes, ${name} leaves the team`} />
        </Card>
      </Form>
    </div>
  );
}
