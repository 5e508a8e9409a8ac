import type { LoaderFunctionArgs, MetaFunction, SerializeFrom } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { ArrowRight, BookOpen, Search } from "lucide-react";
import { requireViewer } from "~/auth/guards.server";
import { OfferCover } from "~/components/storefront/offer-cover";
import { AccentScope } from "~/components/ui/accent-scope";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { Input } from "~/components/ui/input";
import { PageHeader } from "~/components/ui/page-header";
import { Pagination } from "~/components/ui/pagination";
import { Progress } from "~/components/ui/progress";
import { Select } from "~/components/ui/select";
import { continueWhereStopped, shelf } from "~/domain/library/shelf.server";
import { publicFileUrl } from "~/domain/files/queries.server";
import type { OfferKind } from "~/generated/prisma/enums";
import { formatDay } from "~/lib/dates";
import { KIND_WORDS } from "~/lib/offer-kind";

export const meta: MetaFunction = () => [{ title: "Library" }];

const KINDS: readonly OfferKind[] = ["course", "download", "bundle", "membership"];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const asked = new URL(request.url).searchParams;
  const search = asked.get("q")?.trim().slice(0, 100) ?? "";
  const kind = KINDS.find((candidate) => candidate === asked.get("kind")) ?? null;
  const page = { before: asked.get("before"), after: asked.get("after"), search, kind };
  const first = !page.before && !page.after && !search && !kind;
  const [{ items, newer, older }, goOn] = await Promise.all([shelf(viewer.id, page), first ? continueWhereStopped(viewer.id) : null]);
  const at = (cursor: string | null, side: "after" | "before") => cursor && `/library?${new URLSearchParams({ ...(search ? { q: search } : {}), ...(kind ? { kind } : {}), [side]: cursor })}`;
  return {
    email: viewer.email,
    search,
    kind,
    items: items.map(({ coverFileId, expiresAt, ...item }) => ({ ...item, coverUrl: publicFileUrl(coverFileId), until: expiresAt && formatDay(expiresAt) })),
    goOn: goOn && { ...goOn, coverUrl: publicFileUrl(goOn.coverFileId) },
    newer: at(newer, "after"),
    older: at(older, "before"),
  };
}

type Shown = SerializeFrom<typeof loader>["items"][number];

export default function Shelf() {
  const { email, search, kind, items, goOn, newer, older } = useLoaderData<typeof loader>();
  const asked = search !== "" || kind !== null;
  if (items.length === 0 && !newer && !asked) {
    return (
      <>
        <PageHeader title="Library" />
        <EmptyState icon={<BookOpen />} title="Nothing here yet">
          <p>What you buy with {email} appears here at once, and stays.</p>
          <p className="mt-2">
            Bought something under another address?{" "}
            <Link to="/settings/account" className="link-quiet text-ink">
              Bring it here
            </Link>
            .
          </p>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title="Library" />
      {goOn && <GoOn {...goOn} />}
      <div className="mb-6 flex flex-wrap items-end justify-between gap-4">
        <h2 className="text-base font-semibold">{asked ? "Found in your library" : "Everything you can open"}</h2>
        <SearchForm search={search} kind={kind} />
      </div>
      {items.length === 0 ? (
        <EmptyState icon={<Search />} title="Nothing like that">
          <p>
            {search ? `Nothing in your library has “${search}” in its title or its seller's name${kind ? ` and is a ${KIND_WORDS[kind].noun}` : ""}.` : `There is no ${kind ? KIND_WORDS[kind].noun : "offer"} in your library.`}{" "}
            <Link to="/library" className="link-quiet text-ink">
              Show everything
            </Link>
          </p>
        </EmptyState>
      ) : (
        <ul className="grid gap-x-7 gap-y-10 xs:grid-cols-2 lg:grid-cols-3">
          {items.map((item, index) => (
            <li key={item.offerId}>
              <ShelfCard item={item} priority={index < 3} />
            </li>
          ))}
        </ul>
      )}
      <Pagination newer={newer} older={older} label="Pages of your library" />
    </>
  );
}

/** A plain GET form: what is asked stands in the address, so the back button and a bookmark keep it. */
function SearchForm({ search, kind }: { search: string; kind: OfferKind | null }) {
  return (
    <Form method="get" role="search" className="flex w-full flex-wrap gap-2 sm:w-auto" key={`${search} ${kind ?? ""}`}>
      <div className="w-full min-w-0 sm:w-64">
        <Input type="search" name="q" aria-label="Search your library" defaultValue={search} placeholder="Title or seller" maxLength={100} />
      </div>
      <div>
        <Select name="kind" aria-label="Kind" defaultValue={kind ?? ""}>
          <option value="">All kinds</option>
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {`${KIND_WORDS[one].label}s`}
            </option>
          ))}
        </Select>
      </div>
      <Button type="submit" variant="secondary">
        Search
      </Button>
    </Form>
  );
}

function ShelfCard({ item, priority }: { item: Shown; priority: boolean }) {
  return (
    <AccentScope accent={item.accentColor} as="article">
      <Link to={`/library/${item.offerId}`} className="group block rounded-lg">
        <OfferCover src={item.coverUrl} title={item.title} kind={item.kind} priority={priority} />
        <h3 className="mt-4 font-display text-lg leading-snug font-medium tracking-[-0.01em] wrap-anywhere group-hover:underline group-hover:decoration-1 group-hover:underline-offset-4">{item.title}</h3>
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
        <p className="mt-2 text-xs text-ink-faint">{contentText(item)}</p>
      )}
      {item.own ? item.until && <p className="mt-1.5 text-xs text-ink-muted">{`Open until ${item.until}`}</p> : <p className="mt-1.5 text-xs text-ink-muted">Through your membership</p>}
    </AccentScope>
  );
}

function contentText({ kind, files, parts }: Shown): string {
  switch (kind) {
    case "download":
      return `${files} ${files === 1 ? "file" : "files"}`;
    case "bundle":
      return `${parts} ${parts === 1 ? "offer" : "offers"} inside`;
    case "membership":
      return "Membership";
    case "course":
      return "Lessons are on their way";
  }
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
