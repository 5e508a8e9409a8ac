import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { getStore, requireViewer } from "~/auth/guards.server";
import { LibraryShell } from "~/components/layout/library-shell";

export async function loader({ request }: LoaderFunctionArgs) {
  const { name, email } = await requireViewer(request);
  return { user: { name, email }, isCreator: (await getStore(request)) !== null };
}

export default function LibraryLayout() {
  const { user, isCreator } = useLoaderData<typeof loader>();
  return (
    <LibraryShell user={user} isCreator={isCreator}>
      <Outlet />
    </LibraryShell>
  );
}
