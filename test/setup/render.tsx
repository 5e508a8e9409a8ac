import { createRequestHandler, type EntryContext, type ServerBuild } from "@remix-run/node";
import { Meta, Outlet, RemixServer } from "@remix-run/react";
import type { ReactNode } from "react";
import { renderToString } from "react-dom/server";

/** A route of the app: its address and its module as imported. */
export interface PageUnderTest {
  id: string;
  parentId?: string;
  path?: string;
  index?: true;
  module: { default?: () => ReactNode; loader?: unknown; action?: unknown };
}

const root = {
  default: () => (
    <html lang="en">
      <head>
        <Meta />
      </head>
      <body>
        <Outlet />
      </body>
    </html>
  ),
  ErrorBoundary: () => <p>error</p>,
};
const entry = {
  // An unexpected error is a failed test with a stack, not a page.
  handleError: (error: unknown) => console.error(error),
  default: (request: Request, status: number, headers: Headers, context: EntryContext) =>
    new Response(`<!doctype html>${renderToString(<RemixServer context={context} url={request.url} />)}`, { status, headers: new Headers([...headers, ["Content-Type", "text/html"]]) }),
};

/** The real routes through Remix's own handler, rendered to HTML: only root and entry are bare. */
export function rendererOf(pages: readonly PageUnderTest[]): (request: Request) => Promise<{ status: number; html: string; location: string | null }> {
  const routes = Object.fromEntries([{ id: "root", path: "", module: root }, ...pages.map((page) => ({ parentId: "root", ...page }))].map((page) => [page.id, page]));
  const manifest = Object.fromEntries(
    Object.values(routes).map(({ module, ...route }) => [
      route.id,
      { ...route, hasAction: "action" in module, hasLoader: "loader" in module, hasErrorBoundary: route.id === "root", hasClientAction: false, hasClientLoader: false, module: "", imports: [] },
    ]),
  );
  const handle = createRequestHandler(
    {
      entry: { module: entry },
      routes,
      assets: { entry: { imports: [], module: "" }, routes: manifest, url: "", version: "1" },
      publicPath: "/",
      assetsBuildDirectory: "",
      basename: "/",
      future: {},
      isSpaMode: false,
      mode: "production",
    } as unknown as ServerBuild,
    "production",
  );
  return async (request) => {
    // As a browser sends it; Remix compares it with the Origin of a form.
    request.headers.set("Host", new URL(request.url).host);
    const response = await handle(request, { nonce: "", requestId: "" });
    return { status: response.status, html: await response.text(), location: response.headers.get("Location") };
  };
}
