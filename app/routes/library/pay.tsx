import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { AuthShell } from "~/components/layout/auth-shell";
import { AccentScope } from "~/components/ui/accent-scope";
import { Button } from "~/components/ui/button";
import { readPayToken } from "~/domain/memberships/pay-link";
import { payableInvoice } from "~/domain/memberships/payable-invoice.server";

export const meta: MetaFunction = () => [{ title: "Your payment · Lectern" }, { name: "robots", content: "noindex" }];

/** The button of a mail about an open payment: on to Stripe's page for it, or what became of it meanwhile. Nothing is charged by opening it. */
export async function loader({ params }: LoaderFunctionArgs) {
  const invoiceId = readPayToken(params.token ?? "");
  const found = invoiceId && (await payableInvoice(invoiceId));
  if (!found) throw new Response("Not found", { status: 404 });
  if (found.outcome === "pay") throw redirect(found.url);
  const { subscriptionId, title, store, joinPath } = found.view;
  return { outcome: found.outcome, managePath: `/library/memberships/${subscriptionId}`, title, store, joinPath };
}

export default function Pay() {
  const { outcome, managePath, title, store, joinPath } = useLoaderData<typeof loader>();
  const words = WORDS[outcome];
  return (
    <AuthShell title={words.title} description={<span className="wrap-anywhere">{words.text(title, store)}</span>}>
      <AccentScope accent={store.accentColor} className="flex flex-col gap-3">
        {outcome === "over" && joinPath && (
          <Button asChild>
            <Link to={joinPath}>See how to join again</Link>
          </Button>
        )}
        <Button asChild variant={outcome === "over" ? "secondary" : "primary"}>
          <Link to={managePath}>See my membership</Link>
        </Button>
      </AccentScope>
    </AuthShell>
  );
}

const WORDS = {
  paid: { title: "It is paid", text: (title: string) => `There is nothing left to pay for ${title}. Everything is open.` },
  over: { title: "Nothing is to be paid", text: (title: string) => `This payment for ${title} is not asked for any more, so nothing was charged.` },
  try_later: { title: "This payment cannot be made right now", text: (title: string, store: { name: string; supportEmail: string }) => `The payment page for ${title} does not answer. Nothing was charged. Try again in a few minutes; if it stays so, write to ${store.name} at ${store.supportEmail}.` },
} as const;
