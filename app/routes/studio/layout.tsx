import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { StudioShell } from "~/components/layout/studio-shell";
import { QuietBanner } from "~/components/quiet-banner";
import { StripeBanner, StripeLive } from "~/components/stripe-banner";
import { shellOf } from "./shell.server";

/** Every page of the studio: for who works in a store, with Stripe's news on top for its owner. */
export async function loader({ request }: LoaderFunctionArgs) {
  return shellOf(await requireStore(request, "studio.see"));
}

export default function StudioLayout() {
  const { user, store, capabilities, banner, quiet, pulse } = useLoaderData<typeof loader>();
  return (
    <StudioShell store={store} user={user} capabilities={capabilities} banner={(banner || quiet) && <Notices banner={banner} quiet={quiet} />}>
      <StripeLive pulse={pulse} />
      <Outlet />
    </StudioShell>
  );
}

function Notices({ banner, quiet }: Pick<ReturnType<typeof useLoaderData<typeof loader>>, "banner" | "quiet">) {
  return (
    <div className="space-y-4">
      <StripeBanner banner={banner} />
      {quiet && <QuietBanner quiet={quiet} />}
    </div>
  );
}
