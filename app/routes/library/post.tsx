import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ArrowLeft } from "lucide-react";
import { getWorkplace, requireViewer } from "~/auth/guards.server";
import { AccentScope } from "~/components/ui/accent-scope";
import { Prose } from "~/components/ui/prose";
import { openOffer } from "~/domain/library/owned-offer.server";
import { postForMember, postForStudio } from "~/domain/posts/queries.server";
import { may } from "~/domain/team/may";
import { formatDay } from "~/lib/dates";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? "Post" }];

/** A post for members: those who may read it, and its writer. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const [offerId, postId] = [params.offerId ?? "", params.postId ?? ""];
  const post = await postForMember(viewer.id, offerId, postId);
  if (post) {
    const opened = await openOffer(viewer.id, offerId);
    return { title: post.title, bodyHtml: post.bodyHtml, day: formatDay(post.publishedAt), back: `/library/${offerId}`, membership: opened?.offer.title ?? "", accentColor: opened?.offer.store.accentColor ?? "" };
  }
  const place = await getWorkplace(request);
  const store = place && may(place, "offers.write") ? place.store : null;
  const own = store && (await postForStudio({ storeId: store.id, offerId }, postId));
  if (!store || !own) throw new Response("Not found", { status: 404 });
  return { title: own.title, bodyHtml: own.bodyHtml, day: own.publishedAt ? formatDay(own.publishedAt) : "Draft", back: `/studio/offers/${offerId}/posts/${postId}`, membership: "The post's form", accentColor: store.accentColor };
}

export default function MembersPost() {
  const { title, bodyHtml, day, back, membership, accentColor } = useLoaderData<typeof loader>();
  return (
    <AccentScope accent={accentColor} as="article" className="mx-auto max-w-(--container-prose)">
      <Link to={back} className="link-quiet inline-flex min-h-11 items-center gap-1.5 text-sm">
        <ArrowLeft aria-hidden="true" className="size-4" />
        <span className="wrap-anywhere">{membership}</span>
      </Link>
      <h1 className="mt-4 font-display text-4xl font-medium tracking-[-0.02em] text-balance wrap-anywhere">{title}</h1>
      <p className="mt-2 mb-8 text-sm text-ink-faint">{day}</p>
      <Prose html={bodyHtml} size="reading" />
    </AccentScope>
  );
}
