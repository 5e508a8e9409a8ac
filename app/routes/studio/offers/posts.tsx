import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { PenLine } from "lucide-react";
import { z } from "zod";
import { Badge } from "~/components/ui/badge";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Pagination } from "~/components/ui/pagination";
import { SubmitButton } from "~/components/ui/submit-button";
import { createPost } from "~/domain/posts/edit-posts.server";
import { postsForStudio } from "~/domain/posts/queries.server";
import { formatDay } from "~/lib/dates";
import { titleField } from "./offer-form";
import { found, notFound, requireOffer } from "./own-offer.server";

export const meta: MetaFunction = () => [{ title: "Posts · Lectern" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { offer } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "membership") throw notFound();
  const asked = new URL(request.url).searchParams;
  const { rows, newer, older } = await postsForStudio(offer.id, { before: asked.get("before"), after: asked.get("after") });
  const base = `/studio/offers/${offer.id}/posts`;
  return {
    base,
    newer: newer && `${base}?after=${newer}`,
    older: older && `${base}?before=${older}`,
    posts: rows.map((post) => ({
      id: post.id,
      title: post.title,
      draft: post.status === "draft",
      day: formatDay(post.publishedAt ?? post.createdAt),
      mail: post.mailAskedAt ? (post.mailedAt ? "Mailed" : "Being mailed") : null,
      tiers: post.tiers.map(({ tier }) => tier.title).join(", "),
    })),
  };
}

const schema = z.object({ title: titleField });

export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<SubmissionResult>> {
  const { key, offer, cause } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "membership") throw notFound();
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== "success") return Response.json(submission.reply(), { status: 400 });
  return redirect(`/studio/offers/${key.offerId}/posts/${found(await createPost(key, submission.value, cause))}`);
}

/** What is written for members, newest first. */
export default function Posts() {
  const { base, posts, newer, older } = useLoaderData<typeof loader>();
  const refused = useActionData<SubmissionResult>();
  const typed = refused?.initialValue?.title;
  return (
    <div className="space-y-6">
      <h2 className="sr-only">Posts</h2>
      <Card headingLevel={3} title="Write a post">
        <Form method="post" className="flex flex-wrap items-start gap-3">
          <Field label="Title of the post" hideLabel field={{ name: "title", required: true, maxLength: 120, ...(typeof typed === "string" ? { initialValue: typed } : {}) }} error={refused?.error?.title?.[0]} className="min-w-0 flex-1 basis-60">
            <Input placeholder="What is it about?" autoComplete="off" />
          </Field>
          <SubmitButton variant="secondary">Begin</SubmitButton>
        </Form>
      </Card>
      {posts.length === 0 && !newer ? (
        <EmptyState icon={<PenLine aria-hidden="true" />} title="Nothing written yet" headingLevel={3}>
          Posts are for members alone. You decide for each whether they also get a mail about it.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {posts.map((post) => (
            <li key={post.id} className="px-4 py-4 sm:px-5">
              <p className="flex flex-wrap items-center gap-2">
                <Link to={`${base}/${post.id}`} className="link-quiet min-w-0 font-medium wrap-anywhere">
                  {post.title}
                </Link>
                {post.draft && <Badge>Draft</Badge>}
                {post.mail && <Badge tone="success">{post.mail}</Badge>}
              </p>
              <p className="mt-0.5 text-sm text-ink-muted">{post.tiers ? `${post.day} · for ${post.tiers}` : post.day}</p>
            </li>
          ))}
        </ul>
      )}
      <Pagination newer={newer} older={older} label="Pages of posts" />
    </div>
  );
}
