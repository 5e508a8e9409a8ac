import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { getStore, requireViewer } from "~/auth/guards.server";
import { LibraryShell } from "~/components/layout/library-shell";
import { MailTrouble } from "~/components/mail-trouble";
import { mailTrouble } from "~/domain/personal-data/mend-address.server";

export async function loader({ request }: LoaderFunctionArgs) {
  const { name, email } = await requireViewer(request);
  const [store, trouble] = await Promise.all([getStore(request), mailTrouble(email)]);
  return { user: { name, email }, isCreator: store !== null, trouble: trouble?.problem ?? null };
}

export default function LibraryLayout() {
  const { user, isCreator, trouble } = useLoaderData<typeof loader>();
  const { pathname } = useLocation();
  return (
    <LibraryShell user={user} isCreator={isCreator}>
      {trouble && pathname !== "/library/address" && <MailTrouble problem={trouble} email={user.email} className="mb-8" />}
      <Outlet />
    </LibraryShell>
  );
}
