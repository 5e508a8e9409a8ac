import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { StudioShell } from "~/components/layout/studio-shell";
import { StripeBanner } from "~/components/stripe-banner";
import { studioBanner } from "~/domain/merchants/queries.server";

/** Every page of the studio: only for a person with a store, and with Stripe's news on top. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { viewer, store } = await requireStore(request);
  return { user: { name: viewer.name, email: viewer.email }, store: { name: store.name, slug: store.slug }, banner: await studioBanner(store.id) };
}

export default function StudioLayout() {
  const { user, store, banner } = useLoaderData<typeof loader>();
  return (
    <StudioShell store={store} user={user} banner={banner && <StripeBanner banner={banner} />}>
      <Outlet />
    </StudioShell>
  );
}
