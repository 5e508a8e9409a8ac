import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { getStore, requireViewer } from "~/auth/guards.server";
import { LibraryShell } from "~/components/layout/library-shell";
import { StudioShell } from "~/components/layout/studio-shell";
import { StripeBanner, StripeLive } from "~/components/stripe-banner";
import { PageHeader } from "~/components/ui/page-header";
import { Tabs } from "~/components/ui/tabs";
import { stripePulse } from "~/domain/merchants/pulse.server";
import { studioBanner } from "~/domain/merchants/studio-banner.server";

/** Settings of a creator (store, integrations, account) and of a student (account only). */
export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const store = await getStore(request);
  const [banner, pulse] = store ? await Promise.all([studioBanner(store.id), stripePulse(store.id)]) : [null, null];
  return {
    user: { name: viewer.name, email: viewer.email },
    store: store && { name: store.name, slug: store.slug },
    banner,
    pulse,
  };
}

const tabs = [
  { to: "/settings/store", label: "Store" },
  { to: "/settings/integrations", label: "Integrations" },
  { to: "/settings/account", label: "Account" },
];

export default function SettingsLayout() {
  const { user, store, banner, pulse } = useLoaderData<typeof loader>();
  const { pathname } = useLocation();
  if (!store) {
    return (
      <LibraryShell user={user}>
        <PageHeader title="Your account" />
        <Outlet />
      </LibraryShell>
    );
  }
  // The Stripe page says the same and more.
  const shown = banner && !pathname.startsWith("/settings/integrations/stripe");
  return (
    <StudioShell store={store} user={user} banner={shown && <StripeBanner banner={banner} />}>
      <StripeLive pulse={pulse} />
      <PageHeader title="Settings" className="mb-4 sm:mb-5" />
      <Tabs label="Settings" tabs={tabs} className="mb-8 sm:mb-10" />
      <Outlet />
    </StudioShell>
  );
}
