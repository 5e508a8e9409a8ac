import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { StudioShell } from "~/components/layout/studio-shell";
import { MailTrouble, OwnerUnreachable } from "~/components/mail-trouble";
import { QuietBanner } from "~/components/quiet-banner";
import { StripeBanner, StripeLive } from "~/components/stripe-banner";
import { shellOf } from "./shell.server";

/** Every page of the studio: for who works in a store, with what keeps mail from them, and Stripe's news for its owner, on top. */
export async function loader({ request }: LoaderFunctionArgs) {
  return shellOf(await requireStore(request, "studio.see"));
}

export default function StudioLayout() {
  const { user, store, role, capabilities, trouble, ownerReached, banner, quiet, pulse } = useLoaderData<typeof loader>();
  const notices = (trouble || !ownerReached || banner || quiet) && (
    <div className="space-y-4">
      {trouble && <MailTrouble problem={trouble} email={user.email} ownsStore={role === "owner"} />}
      {!ownerReached && <OwnerUnreachable storeName={store.name} />}
      <StripeBanner banner={banner} />
      {quiet && <QuietBanner quiet={quiet} />}
    </div>
  );
  return (
    <StudioShell store={store} user={user} capabilities={capabilities} banner={notices}>
      <StripeLive pulse={pulse} />
      <Outlet />
    </StudioShell>
  );
}
