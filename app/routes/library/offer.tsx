import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireViewer } from "~/auth/guards.server";
import { AccessEnded } from "~/components/player/access-ended";
import { CourseHome } from "~/components/player/course-home";
import { DownloadHome } from "~/components/player/download-home";
import { downloadFiles } from "~/domain/catalog/contents.server";
import { fileSizeText } from "~/domain/files/file-name";
import { publicFileUrl } from "~/domain/files/queries.server";
import { lostAccessInWords } from "~/domain/library/access-words";
import { courseForStudent, openOffer } from "~/domain/library/owned-offer.server";
import { latestOrderOf } from "~/domain/library/orders.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.offer.title ?? "Library" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const opened = await openOffer(viewer.id, params.offerId ?? "");
  if (!opened) throw new Response("Not found", { status: 404 });
  const { coverFileId, ...rest } = opened.offer;
  const offer = { ...rest, coverUrl: publicFileUrl(coverFileId) };
  if (opened.access !== "open") {
    const order = await latestOrderOf(viewer.id, offer.id);
    return { view: "ended" as const, offer, words: lostAccessInWords(opened, order?.status ?? null, offer.kind), orderId: order?.id ?? null };
  }
  if (offer.kind === "download") {
    const files = await downloadFiles(offer.id);
    return {
      view: "download" as const,
      offer,
      files: files.map((file) => ({ id: file.id, name: file.name, contentType: file.contentType, sizeText: fileSizeText(file.size) })),
    };
  }
  const { modules, marks, state } = await courseForStudent(viewer.id, offer.id);
  return { view: "course" as const, offer, modules, state, doneIds: Object.keys(marks).filter((id) => marks[id]?.completed) };
}

export default function OwnedOffer() {
  const data = useLoaderData<typeof loader>();
  if (data.view === "ended") return <AccessEnded {...data} />;
  return data.view === "download" ? <DownloadHome {...data} /> : <CourseHome {...data} />;
}
