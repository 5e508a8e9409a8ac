import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction, TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { ArrowLeft } from "lucide-react";
import { z } from "zod";
import { RichText } from "~/components/editor/rich-text";
import { Badge } from "~/components/ui/badge";
import { Card } from "~/components/ui/card";
import { Checkbox } from "~/components/ui/checkbox";
import { ConfirmButton } from "~/components/ui/confirm-button";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { useUnsavedGuard } from "~/components/ui/unsaved-guard";
import { tiersOf } from "~/domain/memberships/tier-queries.server";
import { deletePost, publishPost, unpublishPost, updatePost } from "~/domain/posts/edit-posts.server";
import { readersOf } from "~/domain/posts/mail-post.server";
import { postForStudio } from "~/domain/posts/queries.server";
import { formatMoment } from "~/lib/dates";
import { Confirmed, QuestionBanner, type Question } from "./confirmed";
import { titleField } from "./offer-form";
import { found, notFound, redirectWith, requireOffer } from "./own-offer.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.post.title ?? "Post"} · Lectern` }];

const schema = z.object({ title: titleField, body: z.string().max(400_000, "The text is too long for one post. Split it in two.").default("") });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { key, offer } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "membership") throw notFound();
  const post = await postForStudio(key, params.postId ?? "");
  if (!post) throw notFound();
  const [tiers, readers] = await Promise.all([tiersOf(offer.id), readersOf(post)]);
  const chosen = new Set(post.tiers.map(({ tierId }) => tierId));
  return {
    base: `/studio/offers/${offer.id}/posts`,
    offerId: offer.id,
    post: { id: post.id, title: post.title, body: post.bodyHtml, draft: post.status === "draft", updatedAt: post.updatedAt.toISOString() },
    mailed: post.mailAskedAt && (post.mailedAt ? `Members got a mail about it on ${formatMoment(post.mailedAt)}.` : "Members are getting a mail about it just now."),
    readers,
    tiers: tiers.filter((tier) => tier.opensPosts).map(({ id, title }) => ({ id, title, chosen: chosen.has(id) })),
  };
}

type Answer = { result: SubmissionResult } | { question: Question };

export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<Answer>> {
  const { key, offer, cause } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "membership") throw notFound();
  const postId = params.postId ?? "";
  const page = `/studio/offers/${key.offerId}/posts`;
  const form = await request.formData();
  const intent = form.get("intent");
  if (intent === "unpublish") {
    found(await unpublishPost(key, { postId }, cause));
    return redirectWith(`${page}/${postId}`, "It is a draft again. Members do not see it.");
  }
  if (intent === "delete") {
    if (form.get("confirmed") !== "yes") {
      if (!(await postForStudio(key, postId))) throw notFound();
      return Response.json({ question: { title: "Delete this post?", description: "It is gone for you and for members. This cannot be undone.", confirmLabel: "Delete post", fields: { intent: "delete" } } });
    }
    found(await deletePost(key, { postId }, cause));
    return redirectWith(page, "Post deleted.");
  }
  const submission = parseWithZod(form, { schema });
  if (submission.status !== "success") return Response.json({ result: submission.reply() }, { status: 400 });
  const { title, body } = submission.value;
  found(await updatePost(key, { postId, title, bodyHtml: body, tierIds: form.getAll("tierId").map(String) }));
  if (intent !== "publish") return redirectWith(`${page}/${postId}`, "Saved.");
  const mail = form.get("mail") === "on";
  const published = await publishPost(key, { postId, mail }, cause);
  if (published.ok) return redirectWith(`${page}/${postId}`, mail ? "Published. Members are getting a mail about it." : "Published. Members can read it now.");
  if (published.error === "not_found") throw notFound();
  return Response.json({ result: submission.reply({ fieldErrors: { body: ["Write something first."] } }) }, { status: 400 });
}

/** One post: its words, who may read it, and whether members hear of it. */
export default function Post() {
  const { base, offerId, post, mailed, readers, tiers } = useLoaderData<typeof loader>();
  const answer = useActionData<Answer>();
  const refused = answer && "result" in answer ? answer.result : undefined;
  const [form, fields] = useForm({
    id: `post-${post.id}`,
    lastResult: refused,
    defaultValue: { title: post.title, body: post.body },
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    shouldRevalidate: "onInput",
  });
  const props = getFormProps(form);
  const { watch, guard } = useUnsavedGuard(props, refused?.status === "error");
  return (
    <div className="space-y-6" key={post.id}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Link to={base} className="link-quiet inline-flex min-h-11 items-center gap-1.5 text-sm sm:min-h-6">
          <ArrowLeft aria-hidden="true" className="size-4" />
          All posts
        </Link>
        {post.draft ? (
          <Badge>Draft</Badge>
        ) : (
          <Link to={`/library/${offerId}/posts/${post.id}`} className="link-quiet text-sm">
            Read it as a member
          </Link>
        )}
      </div>
      <h2 className="sr-only">{post.title}</h2>
      {answer && "question" in answer && <QuestionBanner question={answer.question} back={`${base}/${post.id}`} />}
      {guard}
      <Form method="post" {...props} {...watch} className="space-y-6">
        <FormErrors errors={form.errors} />
        <Field label="Title" field={fields.title}>
          <Input autoComplete="off" />
        </Field>
        <Field label="Text" field={fields.body}>
          <RichText label="Text" rows={14} />
        </Field>
        {tiers.length > 1 && (
          <fieldset>
            <legend className="text-sm font-medium">Who may read it</legend>
            <p className="mt-0.5 text-sm text-ink-faint">Nothing ticked: every tier that opens posts.</p>
            <div className="mt-2">
              {tiers.map((tier) => (
                <Checkbox key={tier.id} name="tierId" value={tier.id} defaultChecked={tier.chosen} label={<span className="wrap-anywhere">{tier.title}</span>} />
              ))}
            </div>
          </fieldset>
        )}
        <Card headingLevel={3} title={post.draft ? "Publish" : "Published"}>
          <div className="space-y-4">
            {mailed ? (
              <p className="text-sm text-ink-muted">{mailed}</p>
            ) : (
              <Checkbox name="mail" defaultChecked={post.draft} label="Write to members about it" description={readers === 0 ? "Nobody can read it yet, so no mail goes out." : `One mail to each of ${readers} ${readers === 1 ? "member" : "members"}, with the beginning and a link. Once only.`} />
            )}
            <div className="flex flex-wrap gap-2.5">
              <SubmitButton name="intent" value="publish">
                {post.draft ? "Publish" : mailed ? "Save" : "Save, and write if ticked"}
              </SubmitButton>
              {post.draft && (
                <SubmitButton variant="secondary" name="intent" value="save">
                  Save draft
                </SubmitButton>
              )}
            </div>
          </div>
        </Card>
      </Form>
      <Form method="post" className="flex flex-wrap gap-2.5">
        <Confirmed />
        {!post.draft && (
          <SubmitButton variant="ghost" name="intent" value="unpublish">
            Take back to draft
          </SubmitButton>
        )}
        <ConfirmButton variant="ghost" name="intent" value="delete" title="Delete this post?" description={<p>It is gone for you and for members. This cannot be undone.</p>} confirmLabel="Delete post">
          Delete
        </ConfirmButton>
      </Form>
    </div>
  );
}
