import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { StudioShell } from "~/components/layout/studio-shell";
import { StripeBanner, StripeLive } from "~/components/stripe-banner";
import { stripePulse } from "~/domain/merchants/pulse.server";
import { studioBanner } from "~/domain/merchants/studio-banner.server";

/** Every page of the studio: only for a person with a store, and with Stripe's news on top. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { viewer, store } = await requireStore(request);
  const [banner, pulse] = await Promise.all([studioBanner(store.id), stripePulse(store.id)]);
  return { user: { name: viewer.name, email: viewer.email }, store: { name: store.name, slug: store.slug }, banner, pulse };
}

export default function StudioLayout() {
  const { user, store, banner, pulse } = useLoaderData<typeof loader>();
  return (
    <StudioShell store={store} user={user} banner={banner && <StripeBanner banner={banner} />}>
      <StripeLive pulse={pulse} />
      <Outlet />
    </StudioShell>
  );
}
