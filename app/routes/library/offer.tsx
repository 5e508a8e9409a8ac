import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireViewer } from "~/auth/guards.server";
import { AccessEnded } from "~/components/player/access-ended";
import { BundleHome } from "~/components/player/bundle-home";
import { CourseHome } from "~/components/player/course-home";
import { DownloadHome } from "~/components/player/download-home";
import { MembershipHome } from "~/components/player/membership-home";
import { publicFileUrl } from "~/domain/files/queries.server";
import { lostAccessInWords } from "~/domain/library/access-words";
import { ownCertificate } from "~/domain/courses/certificate.server";
import { notesInCourse } from "~/domain/courses/notes.server";
import { courseStanding } from "~/domain/courses/standing.server";
import { lockText } from "~/domain/courses/unlock";
import { courseList, lockFor } from "~/domain/library/course-view.server";
import { openOffer } from "~/domain/library/owned-offer.server";
import { latestOrderOf } from "~/domain/library/orders.server";
import { setMailWanted } from "~/domain/mail/preferences.server";
import { leaveFreeTier } from "~/domain/memberships/cancel.server";
import { REFUSAL_WORDS } from "~/domain/memberships/refusals";
import { flash } from "~/lib/flash.server";
import { bundleHome, untilText } from "./bundle-home.server";
import { downloadView } from "./download-view.server";
import { membershipHome } from "./membership-home.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.offer.title ?? "Library" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const opened = await openOffer(viewer.id, params.offerId ?? "");
  if (!opened) throw new Response("Not found", { status: 404 });
  const { coverFileId, ...rest } = opened.offer;
  const until = opened.access === "open" && rest.kind === "course" ? untilText(opened.by.expiresAt) : null;
  const offer = { ...rest, coverUrl: publicFileUrl(coverFileId), until, more: opened.access === "open" ? opened.more : null };
  if (opened.access !== "open") {
    const order = await latestOrderOf(viewer.id, offer.id);
    // What was learnt stays learnt: a certificate outlives the access, unless the money went back.
    const hasCertificate = offer.kind === "course" && (await ownCertificate(viewer.id, offer.id)).state === "issued";
    return { view: "ended" as const, offer, words: lostAccessInWords(opened, order?.status ?? null, offer.kind), orderId: order?.id ?? null, again: opened.access === "ended" ? opened.again : null, hasCertificate };
  }
  if (offer.kind === "bundle") return { view: "bundle" as const, offer, ...(await bundleHome(viewer.id, offer.id, opened.by)) };
  if (offer.kind === "download") {
    return { view: "download" as const, offer, ...(await downloadView(viewer.id, offer.id, opened.by)) };
  }
  if (offer.kind === "membership") return { view: "membership" as const, offer, ...(await membershipHome(viewer.id, offer, new URL(request.url), opened.by.expiresAt !== null)) };
  const enrolment = { userId: viewer.id, offerId: offer.id, since: opened.by.since, rules: opened.rules };
  const { resume, ...standing } = await courseStanding(viewer.id, offer.id);
  const modules = await courseList(enrolment, standing, [resume?.moduleId ?? null, new URL(request.url).searchParams.get("module")]);
  const lock = resume && lockFor(enrolment, resume, standing);
  const { notes, total } = await notesInCourse(viewer.id, offer.id, { latest: 4, characters: 240 });
  const { state } = opened.rules.certificate ? await ownCertificate(viewer.id, offer.id, standing) : { state: "none" as const };
  return {
    view: "course" as const,
    offer,
    modules,
    standing,
    resume: resume && { id: resume.id, title: resume.title, lock: lock && lockText(lock) },
    notes: { items: notes.map(({ lessonId, lessonTitle, text }) => ({ lessonId, lessonTitle, text })), total },
    certificate: state === "unfinished" ? ("later" as const) : state === "ready" || state === "issued" ? state : null,
  };
}

/** A member's small wishes: mails about posts on or off, leaving a tier that costs nothing. */
export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const opened = await openOffer(viewer.id, params.offerId ?? "");
  if (opened?.access !== "open" || opened.offer.kind !== "membership") throw new Response("Not found", { status: 404 });
  const form = await request.formData();
  const page = `/library/${opened.offer.id}`;
  const back = async (to: string, text: string) => redirect(to, { headers: await flash(new Headers(), text) });
  switch (form.get("intent")) {
    case "mail-posts": {
      const wanted = form.get("wanted") === "yes";
      await setMailWanted({ userId: viewer.id, storeId: opened.offer.storeId, what: "posts" }, wanted);
      return back(page, wanted ? "You get a mail when there is a new post." : "No more mails about posts. They stand here all the same.");
    }
    case "leave": {
      const left = await leaveFreeTier({ userId: viewer.id, offerId: opened.offer.id }, { cause: "member", causeId: viewer.id });
      return left.ok ? back("/library", "You have left. You can come back whenever you like.") : back(page, REFUSAL_WORDS[left.error.kind]);
    }
    default:
      throw new Response("Unknown intent", { status: 400 });
  }
}

export default function OwnedOffer() {
  const data = useLoaderData<typeof loader>();
  if (data.view === "ended") return <AccessEnded {...data} />;
  if (data.view === "bundle") return <BundleHome {...data} />;
  if (data.view === "membership") return <MembershipHome {...data} />;
  return data.view === "download" ? <DownloadHome {...data} /> : <CourseHome {...data} />;
}
