import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { getViewer } from "~/auth/guards.server";
import { requesterOf } from "~/auth/requester.server";
import { CheckoutRefused, type RefusalView } from "~/components/checkout/checkout-refused";
import { StorefrontShell } from "~/components/layout/storefront-shell";
import type { WaitAnswer } from "~/components/storefront/wait-form";
import { canOpen } from "~/domain/access/can-open.server";
import { publicOffer } from "~/domain/catalog/public-queries.server";
import { joinWaitingList } from "~/domain/waiting-list/join-waiting-list.server";
import { flash } from "~/lib/flash.server";
import { normaliseEmail } from "~/lib/email";
import { shellPublicStore, shellViewer } from "./shell-store.server";
import { waitProps } from "./wait-props.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Waiting list · ${data.refusal.offer.title}` : "Not found" }, { name: "robots", content: "noindex" }];

async function find({ request, params }: LoaderFunctionArgs) {
  const viewer = await getViewer(request);
  const found = await publicOffer(params.storeSlug ?? "", params.offerSlug ?? "");
  if (!found) throw new Response("Not found", { status: 404 });
  return { viewer, ...found, path: `/s/${found.store.slug}/${found.offer.slug}` };
}

/** The waiting list by itself: where its form leads without JavaScript. Whoever need not wait is led to the offer. */
export async function loader(args: LoaderFunctionArgs) {
  const { viewer, store, offer, path } = await find(args);
  if (!offer.paused || (viewer && (await canOpen(viewer.id, offer.id)))) throw redirect(path);
  const refusal: RefusalView = {
    kind: "paused",
    uiMode: "embedded_page",
    supportEmail: store.supportEmail,
    offer: { id: offer.id, title: offer.title, kind: offer.kind, path, coverUrl: offer.coverUrl },
    price: offer.price && { id: offer.price.id, text: offer.price.text },
    wait: await waitProps(path, offer.id, viewer),
  };
  return { store: shellPublicStore(store), viewer: shellViewer(viewer), refusal };
}

const WRONG = "Please enter your email address, for example you@mail.example.";
const schema = z.object({ email: z.string({ error: WRONG }).trim().max(254, WRONG).pipe(z.email(WRONG)) });

/** Join. Says the same to an address that waits already, and to everybody about any address. */
export async function action(args: ActionFunctionArgs): Promise<TypedResponse<WaitAnswer>> {
  const { viewer, offer, path } = await find(args);
  if (viewer && (await canOpen(viewer.id, offer.id))) return redirect(path);
  const submission = parseWithZod(await args.request.formData(), { schema });
  if (submission.status !== "success") return Response.json({ refused: submission.reply() }, { status: 400 });
  const { email } = submission.value;
  const joined = await joinWaitingList({ offerId: offer.id, email, requester: requesterOf(args.request) });
  if (joined.ok) return Response.json({ joined: normaliseEmail(email) });
  switch (joined.error.kind) {
    case "gone":
      throw new Response("Not found", { status: 404 });
    case "open":
      return redirect(path, { headers: await flash(new Headers(), "Good news: it can be had again, right now.") });
    case "too_many":
      return Response.json({ refused: submission.reply({ formErrors: ["That was asked for many times just now. Wait a few minutes and try again."] }) }, { status: 429 });
  }
}

export default function Wait() {
  const { store, viewer, refusal } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <StorefrontShell store={store} viewer={viewer}>
      <CheckoutRefused {...refusal} waitAnswer={answer} />
    </StorefrontShell>
  );
}
