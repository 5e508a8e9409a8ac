import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { getStore, requireViewer } from "~/auth/guards.server";
import { Banner } from "~/components/ui/banner";
import { buttonStyles } from "~/components/ui/button";
import { LibraryShell } from "~/components/layout/library-shell";
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
      {trouble && pathname !== "/library/address" && <MailTrouble problem={trouble} email={user.email} />}
      <Outlet />
    </LibraryShell>
  );
}

/** What we write does not reach this person: said where they surely look. */
function MailTrouble({ problem, email }: { problem: "bounced" | "complained"; email: string }) {
  return (
    <Banner
      tone="urgent"
      className="mb-8"
      title={problem === "bounced" ? <span className="wrap-anywhere">{`Our mail to ${email} came back`}</span> : "You get no mails from us any more"}
      action={
        <Link to="/library/address" className={buttonStyles({ size: "sm" })}>
          {problem === "bounced" ? "Correct the address" : "Change that"}
        </Link>
      }
    >
      <p>{problem === "bounced" ? "Receipts and sign-in links do not reach you. Give us an address that works, and what was kept back is sent there." : "A mail of ours was marked as spam, so you get only what you ask for: no receipts, no news of what you own."}</p>
    </Banner>
  );
}
