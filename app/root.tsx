import type { LinksFunction, LoaderFunctionArgs, MetaFunction, TypedResponse } from "@remix-run/node";
import { isRouteErrorResponse, Links, Meta, Outlet, Scripts, ScrollRestoration, useFetcher, useRouteError, useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import interLatin from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url";
import literataLatin from "@fontsource-variable/literata/files/literata-latin-wght-normal.woff2?url";
import { ErrorPage } from "~/components/layout/error-page";
import { NotAllowed, refusalOf } from "~/components/layout/not-allowed";
import { SandboxRibbon } from "~/components/layout/sandbox-ribbon";
import { THEME_FETCHER } from "~/components/layout/theme-toggle";
import { useNonce } from "~/components/nonce";
import { Flash } from "~/components/ui/flash";
import { SkipLink } from "~/components/ui/skip-link";
import { env } from "~/env.server";
import { readFlash, type FlashMessage } from "~/lib/flash.server";
import { readTheme, type Theme } from "~/lib/theme.server";
import "./styles/app.css";

type RootData = { theme: Theme | null; sandbox: boolean; sandboxUrl: string | null; flash: FlashMessage | null };

export const links: LinksFunction = () => [
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
  { rel: "icon", href: "/favicon.ico", sizes: "32x32" },
  { rel: "apple-touch-icon", href: "/apple-touch-icon.png" },
  ...[interLatin, literataLatin].map((href) => ({ rel: "preload", href, as: "font" as const, type: "font/woff2", crossOrigin: "anonymous" as const })),
];

/** Only pages without a title of their own come to this: the error pages. */
export const meta: MetaFunction = ({ error }) => [
  { title: error === undefined ? "Lectern" : isRouteErrorResponse(error) && error.status < 500 ? "Not available · Lectern" : "Something went wrong · Lectern" },
];

export async function loader({ request }: LoaderFunctionArgs): Promise<TypedResponse<RootData>> {
  const [theme, { message, clear }] = await Promise.all([readTheme(request), readFlash(request)]);
  const data: RootData = { theme, sandbox: env.stripe.sandbox, sandboxUrl: env.sandboxUrl, flash: message };
  return Response.json(data, clear ? { headers: { "Set-Cookie": clear } } : undefined);
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  // Undefined when the root loader itself failed: the error page then follows the system's colours.
  const data = useRouteLoaderData<typeof loader>("root");
  const chosen = useFetcher({ key: THEME_FETCHER }).formData?.get("theme");
  const theme = chosen === undefined ? data?.theme : chosen === "light" || chosen === "dark" ? chosen : null;
  return (
    <html lang="en" data-theme={theme ?? undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content={theme ?? "light dark"} />
        <Meta />
        <Links />
      </head>
      <body>
        <SkipLink />
        {data?.sandbox && <SandboxRibbon sandboxUrl={data.sandboxUrl} />}
        {children}
        <Flash message={data?.flash ?? null} />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const refused = isRouteErrorResponse(error) && error.status === 403 ? refusalOf(error.data) : null;
  if (refused) return <NotAllowed {...refused} />;
  return <ErrorPage status={isRouteErrorResponse(error) ? error.status : 500} />;
}
