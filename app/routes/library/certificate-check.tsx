import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { BadgeCheck, CircleSlash } from "lucide-react";
import { requesterOf } from "~/auth/requester.server";
import { AuthShell } from "~/components/layout/auth-shell";
import { CodeForm } from "~/components/player/code-form";
import { KeyValue } from "~/components/ui/key-value";
import { shownCode } from "~/domain/courses/certificate";
import { verifyCertificate } from "~/domain/courses/certificate.server";
import { returnTry, takeTry, type Limit } from "~/domain/people/rate-limit.server";
import { MINUTE } from "~/lib/clock";
import { formatDay } from "~/lib/dates";

const NOBODY = { "X-Robots-Tag": "noindex", "Cache-Control": "no-store" };

/** Codes that were none, from one network address. Right ones are free. */
export const CODE_TRIES: Limit = { name: "certificate:ip", max: 30, windowMs: 15 * MINUTE };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.view === "valid" ? `${data.personName}: ${data.courseTitle}` : "Certificate" }, { name: "robots", content: "noindex" }];
export const headers = () => NOBODY;

/** What a certificate proves, to anybody who has its code. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { ip } = requesterOf(request);
  const asked = await takeTry(CODE_TRIES, ip);
  if (!asked.ok) throw new Response("Too many codes that were none. Try again in a few minutes.", { status: 429, headers: { ...NOBODY, "Retry-After": String(asked.error.retryAfterSeconds) } });
  const found = await verifyCertificate(params.code ?? "");
  if (!found) return Response.json({ view: "unknown" } satisfies CheckView, { status: 404, headers: NOBODY });
  await returnTry(CODE_TRIES, ip);
  const code = shownCode(found.code);
  if (found.state === "void") return Response.json({ view: "void", code } satisfies CheckView, { status: 410, headers: NOBODY });
  const { personName, courseTitle, storeName, signer, issuedAt, store } = found;
  return Response.json({ view: "valid", code, personName, courseTitle, storeName, signer, day: formatDay(issuedAt), store } satisfies CheckView, { headers: NOBODY });
}

type CheckView =
  | { view: "unknown" }
  | { view: "void"; code: string }
  | { view: "valid"; code: string; personName: string; courseTitle: string; storeName: string; signer: string; day: string; store: { name: string; slug: string; accentColor: string } };

export default function CertificateCheck() {
  const found = useLoaderData<CheckView>();
  if (found.view === "unknown") {
    return (
      <AuthShell title="No certificate has this code" description="Check it letter by letter; it stands at the bottom of the certificate.">
        <CodeForm typed="" error={null} />
      </AuthShell>
    );
  }
  if (found.view === "void") {
    return (
      <AuthShell title="This certificate is not valid">
        <p className="flex items-start gap-3">
          <CircleSlash aria-hidden="true" className="mt-0.5 size-5.5 shrink-0 text-ink-faint" />
          <span>
            The certificate <span className="whitespace-nowrap tabular-nums">{found.code}</span> was issued once and does not count any more.
          </span>
        </p>
        <p className="mt-4 text-sm text-ink-muted">If it was given to you, ask the person who gave it.</p>
      </AuthShell>
    );
  }
  const { personName, courseTitle, storeName, signer, day, code, store } = found;
  return (
    <AuthShell title="This certificate is valid" store={store}>
        <p className="flex items-start gap-3 text-lg">
          <BadgeCheck aria-hidden="true" className="mt-0.5 size-6 shrink-0 text-accent-ink" />
          <span className="min-w-0 break-words">
            <strong className="font-semibold" dir="auto">
              {personName}
            </strong>{" "}
            has finished the course <strong className="font-semibold">{courseTitle}</strong>.
          </span>
        </p>
        <KeyValue
          className="mt-7"
          items={[
            { label: "Given by", value: <Link to={`/s/${store.slug}`} className="link-quiet break-words">{storeName}</Link> },
            ...(signer === storeName ? [] : [{ label: "Signed by", value: signer }]),
            { label: "Date", value: day },
            { label: "Code", value: <span className="tabular-nums">{code}</span> },
          ]}
        />
    </AuthShell>
  );
}
