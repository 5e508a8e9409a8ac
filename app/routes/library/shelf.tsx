import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ArrowRight, BookOpen } from "lucide-react";
import { requireViewer } from "~/auth/guards.server";
import { OfferCover } from "~/components/storefront/offer-cover";
import { AccentScope } from "~/components/ui/accent-scope";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { PageHeader } from "~/components/ui/page-header";
import { Pagination } from "~/components/ui/pagination";
import { Progress } from "~/components/ui/progress";
import { continueWhereStopped, shelf } from "~/domain/library/shelf.server";
import { publicFileUrl } from "~/domain/files/queries.server";

export const meta: MetaFunction = () => [{ title: "Library" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const asked = new URL(request.url).searchParams;
  const page = { before: asked.get("before"), after: asked.get("after") };
  const first = !page.before && !page.after;
  const [{ items, newer, older }, goOn] = await Promise.all([shelf(viewer.id, page), first ? continueWhereStopped(viewer.id) : null]);
  return {
    email: viewer.email,
    items: items.map(({ coverFileId, ...item }) => ({ ...item, coverUrl: publicFileUrl(coverFileId) })),
    goOn: goOn && { ...goOn, coverUrl: publicFileUrl(goOn.coverFileId) },
    newer: newer && `/library?after=${newer}`,
    older: older && `/library?before=${older}`,
  };
}

export default function Shelf() {
  const { email, items, goOn, newer, older } = useLoaderData<typeof loader>();
  if (items.length === 0 && !newer) {
    return (
      <>
        <PageHeader title="Library" />
        <EmptyState icon={<BookOpen />} title="Nothing here yet">
          <p>What you buy with {email} appears here at once, and stays. If you bought something under another address, sign in with that one.</p>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title="Library" />
      {goOn && <GoOn {...goOn} />}
      <h2 className={goOn ? "mb-5 text-base font-semibold" : "sr-only"}>Everything you own</h2>
      <ul className="grid gap-x-7 gap-y-10 xs:grid-cols-2 lg:grid-cols-3">
        {items.map((item, index) => (
          <li key={item.offerId}>
            <AccentScope accent={item.accentColor} as="article">
              <Link to={`/library/${item.offerId}`} className="group block rounded-lg">
                <OfferCover src={item.coverUrl} title={item.title} kind={item.kind} priority={index < 3} />
                <h3 className="mt-4 font-display text-lg leading-snug font-medium tracking-[-0.01em] group-hover:underline group-hover:decoration-1 group-hover:underline-offset-4">{item.title}</h3>
              </Link>
              <p className="mt-0.5 text-sm text-ink-muted">{item.storeName}</p>
              {item.kind === "course" && item.lessons > 0 ? (
                <Progress
                  className="mt-3.5"
                  label={`Progress in ${item.title}`}
                  value={item.done}
                  max={item.lessons}
                  text={item.done === 0 ? `${item.lessons} ${item.lessons === 1 ? "lesson" : "lessons"}` : item.done === item.lessons ? "Finished" : `${item.done} of ${item.lessons} lessons done`}
                />
              ) : (
                <p className="mt-2 text-xs text-ink-faint">{item.kind === "download" ? `${item.files} ${item.files === 1 ? "file" : "files"}` : "Lessons are on their way"}</p>
              )}
            </AccentScope>
          </li>
        ))}
      </ul>
      <Pagination newer={newer} older={older} label="Pages of your library" />
    </>
  );
}

type GoOnProps = { offerId: string; offerTitle: string; storeName: string; accentColor: string; coverUrl: string | null; lessonId: string; lessonTitle: string; done: number; total: number };

/** The first thing a returning student wants: the lesson they stopped at. */
function GoOn({ offerId, offerTitle, accentColor, coverUrl, lessonId, lessonTitle, done, total }: GoOnProps) {
  return (
    <AccentScope accent={accentColor} as="section" className="mb-14 grid items-center gap-6 rounded-xl border border-line bg-surface p-4 sm:grid-cols-[minmax(0,20rem)_1fr] sm:gap-9 sm:p-6">
      <OfferCover src={coverUrl} title={offerTitle} kind="course" priority />
      <div className="min-w-0 px-1 pb-2 sm:p-0">
        <h2 className="text-sm text-ink-muted">Continue where you stopped</h2>
        <p className="mt-2 font-display text-2xl font-medium tracking-[-0.015em] text-balance">{lessonTitle}</p>
        <p className="mt-1 text-sm text-ink-muted">{offerTitle}</p>
        <Progress className="mt-5 max-w-sm" label={`Progress in ${offerTitle}`} value={done} max={total} text={`${done} of ${total} lessons done`} />
        <Button asChild className="mt-6 max-sm:w-full">
          <Link to={`/library/${offerId}/lessons/${lessonId}`}>
            Continue
            <ArrowRight aria-hidden="true" />
          </Link>
        </Button>
      </div>
    </AccentScope>
  );
}
