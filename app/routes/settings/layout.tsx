import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { getStore, requireStore, requireViewer } from "~/auth/guards.server";
import { LibraryShell } from "~/components/layout/library-shell";
import { StudioShell } from "~/components/layout/studio-shell";
import { MailTrouble, OwnerUnreachable } from "~/components/mail-trouble";
import { StripeBanner, StripeLive } from "~/components/stripe-banner";
import { PageHeader } from "~/components/ui/page-header";
import { Tabs } from "~/components/ui/tabs";
import { mailTrouble } from "~/domain/personal-data/mend-address.server";
import type { Capability } from "~/domain/team/may";
import { shellOf } from "../studio/shell.server";

/** Settings of a creator (store, integrations, account) and of a student (account only). */
export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  if (await getStore(request)) return shellOf(await requireStore(request, "studio.see"));
  const trouble = await mailTrouble(viewer.email);
  return { user: { name: viewer.name, email: viewer.email }, store: null, role: null, capabilities: null, trouble: trouble?.problem ?? null, ownerReached: true, banner: null, pulse: null };
}

const tabs: ReadonlyArray<{ to: string; label: string; needs: Capability | null }> = [
  { to: "/settings/store", label: "Store", needs: "store.manage" },
  { to: "/settings/integrations", label: "Integrations", needs: "stripe.manage" },
  { to: "/settings/mail", label: "Mail", needs: "store.manage" },
  { to: "/settings/team", label: "Team", needs: "team.manage" },
  { to: "/settings/audit", label: "Who did what", needs: "audit.read" },
  { to: "/settings/account", label: "Account", needs: null },
];

export default function SettingsLayout() {
  const { user, store, role, capabilities, trouble, ownerReached, banner, pulse } = useLoaderData<typeof loader>();
  const { pathname } = useLocation();
  if (!store) {
    return (
      <LibraryShell user={user}>
        {trouble && <MailTrouble problem={trouble} email={user.email} className="mb-8" />}
        <PageHeader title="Your account" />
        <Outlet />
      </LibraryShell>
    );
  }
  // The Stripe page says the same and more.
  const shown = banner && !pathname.startsWith("/settings/integrations/stripe");
  const notices = (trouble || !ownerReached || shown) && (
    <div className="space-y-4">
      {trouble && <MailTrouble problem={trouble} email={user.email} ownsStore={role === "owner"} />}
      {!ownerReached && <OwnerUnreachable storeName={store.name} />}
      {shown && <StripeBanner banner={banner} />}
    </div>
  );
  return (
    <StudioShell store={store} user={user} capabilities={capabilities} banner={notices}>
      <StripeLive pulse={pulse} />
      <PageHeader title="Settings" className="mb-4 sm:mb-5" />
      <Tabs label="Settings" tabs={tabs.filter((tab) => tab.needs === null || capabilities.includes(tab.needs))} className="mb-8 sm:mb-10" />
      <Outlet />
    </StudioShell>
  );
}
