import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { Download, Printer } from "lucide-react";
import type { CSSProperties } from "react";
import { requireViewer } from "~/auth/guards.server";
import { CertificateSheet } from "~/components/player/certificate-sheet";
import { AccentScope } from "~/components/ui/accent-scope";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button, buttonStyles } from "~/components/ui/button";
import { CopyButton } from "~/components/ui/copy-button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { PageHeader } from "~/components/ui/page-header";
import { Progress } from "~/components/ui/progress";
import { SubmitButton } from "~/components/ui/submit-button";
import { useHydrated } from "~/components/ui/use-hydrated";
import { shownCode } from "~/domain/courses/certificate";
import { canPrint } from "~/domain/courses/certificate-pdf.server";
import { issueCertificate, ownCertificate } from "~/domain/courses/certificate.server";
import { openOffer } from "~/domain/library/owned-offer.server";
import { env } from "~/env.server";
import { formatDay } from "~/lib/dates";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Certificate · ${data.offer.title}` : "Certificate" }];

/** 404 for who never had the course, and where there is no certificate to speak of: none is given, or the money went back. */
async function requireCertificate(request: Request, offerId = "") {
  const viewer = await requireViewer(request);
  const opened = await openOffer(viewer.id, offerId);
  const own = opened?.offer.kind === "course" ? await ownCertificate(viewer.id, offerId) : null;
  if (!opened || !own || own.state === "none" || own.state === "void") throw new Response("Not found", { status: 404 });
  return { viewer, offer: opened.offer, own };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, offer, own } = await requireCertificate(request, params.offerId);
  const page = { offer: { id: offer.id, title: offer.title, storeName: offer.store.name, accentColor: offer.store.accentColor }, personName: viewer.name ?? "" };
  if (own.state !== "issued") return { ...page, own, issued: null };
  const { personName, courseTitle, storeName, signer, issuedAt, code } = own.certificate;
  const url = `${env.appUrl}/certificates/${shownCode(code)}`;
  return {
    ...page,
    own: { state: "issued" as const },
    issued: { sheet: { personName, courseTitle, storeName, signer, day: formatDay(issuedAt), code: shownCode(code), address: url.replace(/^https?:\/\//, "") }, url, hasPdf: await canPrint(own.certificate) },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { viewer, offer } = await requireCertificate(request, params.offerId);
  const form = await request.formData();
  const name = String(form.get("name") ?? "");
  const issued = await issueCertificate({ userId: viewer.id, offerId: offer.id, name });
  if (issued.ok) return redirect(`/library/${offer.id}/certificate`);
  if (issued.error === "not_ready") throw new Response("The course is not finished yet.", { status: 403 });
  const error = issued.error === "empty" ? "Write the name that is to stand on the certificate." : "Keep the name to 80 letters.";
  return Response.json({ error, name }, { status: 422 });
}

export default function Certificate() {
  const { offer, own, issued, personName } = useLoaderData<typeof loader>();
  const home = `/library/${offer.id}`;
  return (
    <AccentScope accent={offer.accentColor}>
      <PageHeader className="print:hidden" title={issued ? "Your certificate" : "Certificate"} description={offer.title} breadcrumbs={<Breadcrumbs items={[{ label: "Library", to: "/library" }, { label: offer.title, to: home }]} />} />
      {issued ? <Issued home={home} issued={issued} accentColor={offer.accentColor} /> : own.state === "unfinished" ? <Unfinished home={home} done={own.done} total={own.total} /> : <ConfirmName personName={personName} title={offer.title} />}
    </AccentScope>
  );
}

function Unfinished({ home, done, total }: { home: string; done: number; total: number }) {
  return (
    <div className="max-w-prose">
      <p className="text-ink-muted">You get it when every lesson is done and the questions are passed.</p>
      <Progress className="mt-5 max-w-sm" label="Course progress" value={done} max={total} text={`${done} of ${total} lessons done`} />
      <Link to={home} className={buttonStyles({ size: "lg", className: "mt-7 max-sm:w-full" })}>
        Go on with the course
      </Link>
    </div>
  );
}

function ConfirmName({ personName, title }: { personName: string; title: string }) {
  const answer = useActionData<{ error: string; name: string }>();
  return (
    <Form method="post" className="max-w-lg space-y-6">
      <p className="text-ink-muted">You have finished {title}. Check how your name is to stand on the certificate: it is printed once and cannot be changed later.</p>
      <Field label="Your name" field={{ name: "name", required: true, maxLength: 80, initialValue: answer?.name ?? personName }} error={answer?.error}>
        <Input autoComplete="name" />
      </Field>
      <SubmitButton size="lg" className="max-sm:w-full" pendingLabel="Making it…">
        Yes, make my certificate
      </SubmitButton>
    </Form>
  );
}

type IssuedView = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["issued"]>;

function Issued({ home, issued, accentColor }: { home: string; issued: IssuedView; accentColor: string }) {
  const hydrated = useHydrated();
  const print = (
    <Button size="lg" variant={issued.hasPdf ? "secondary" : "primary"} onClick={() => window.print()} className="max-sm:w-full">
      <Printer aria-hidden="true" />
      {issued.hasPdf ? "Print" : "Print or save as PDF"}
    </Button>
  );
  return (
    <div style={{ "--paper-accent": accentColor } as CSSProperties}>
      <div className="max-w-4xl print:max-w-none">
        <CertificateSheet {...issued.sheet} />
      </div>
      <div className="mt-8 flex flex-wrap items-center gap-3 print:hidden">
        {issued.hasPdf && (
          <a href={`${home}/certificate.pdf`} className={buttonStyles({ size: "lg", className: "max-sm:w-full" })}>
            <Download aria-hidden="true" />
            Download PDF
          </a>
        )}
        {hydrated && print}
      </div>
      <div className="mt-6 max-w-prose space-y-3 text-sm text-ink-muted print:hidden">
        {!issued.hasPdf && <p>Your browser can write every letter on it, our PDF cannot. Print this page, landscape, and choose “Save as PDF” where your printer is asked for.</p>}
        <p>
          Whoever you show it to can see that it is real at{" "}
          <Link to={new URL(issued.url).pathname} className="link-quiet break-all text-ink">
            {issued.sheet.address}
          </Link>
        </p>
        {hydrated && <CopyButton value={issued.url} label="Copy the link" />}
      </div>
    </div>
  );
}
