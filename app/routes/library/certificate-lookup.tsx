import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AuthShell } from "~/components/layout/auth-shell";
import { CodeForm } from "~/components/player/code-form";
import { readCode, shownCode } from "~/domain/courses/certificate";

export const meta: MetaFunction = () => [{ title: "Verify a certificate" }, { name: "robots", content: "noindex" }];
export const headers = () => ({ "X-Robots-Tag": "noindex", "Cache-Control": "no-store" });

/** The form, and the way from a typed code to its page. */
export async function loader({ request }: LoaderFunctionArgs) {
  const typed = new URL(request.url).searchParams.get("code");
  if (typed === null || typed.trim() === "") return { typed: "", error: null };
  const code = readCode(typed);
  if (code) throw redirect(`/certificates/${shownCode(code)}`);
  return { typed: typed.slice(0, 60), error: "A code has 12 letters and digits, like 7H2K-M4QX-P9DN. It stands at the bottom of the certificate." };
}

export default function CertificateLookup() {
  const { typed, error } = useLoaderData<typeof loader>();
  return (
    <AuthShell title="Verify a certificate" description="Type the code at the bottom of the certificate.">
      <CodeForm typed={typed} error={error} />
    </AuthShell>
  );
}
