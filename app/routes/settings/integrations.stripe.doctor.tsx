import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { Banner, type BannerTone } from "~/components/ui/banner";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Card } from "~/components/ui/card";
import { SubmitButton } from "~/components/ui/submit-button";
import { diagnose } from "~/domain/doctor/diagnose";
import { examine } from "~/domain/doctor/examine.server";
import type { LineState } from "~/domain/doctor/line";
import { mendEndpoint } from "~/domain/events/mend-endpoint.server";
import { accountById } from "~/domain/merchants/queries.server";
import { tryRegisterWallets, type WalletRegistration } from "~/domain/merchants/register-wallets.server";
import { formatMoment } from "~/lib/dates";
import { flash, type FlashMessage } from "~/lib/flash.server";
import { DoctorLineItem } from "./doctor-line";

const DOCTOR = "/settings/integrations/stripe/doctor";

export const meta: MetaFunction = () => [{ title: "Connection doctor · Stripe · Lectern" }];

/** Everything is looked at anew on each view, within five seconds. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "stripe.manage");
  const facts = await examine(store.id);
  return { diagnosis: diagnose(facts), at: formatMoment(facts.at) };
}

type Said = Pick<FlashMessage, "text"> & { tone?: FlashMessage["tone"] };

const REGISTERED: Record<WalletRegistration, Said> = {
  registered: { text: "This site's host name is registered with the account." },
  no_host: { text: "This site has no public https address, so there is nothing to register.", tone: "danger" },
  not_connected: { text: "This account is not connected any more.", tone: "danger" },
  failed: { text: "Stripe did not register the host name. Try again in a minute.", tone: "danger" },
};

export async function action({ request }: ActionFunctionArgs) {
  const { store } = await requireStore(request, "stripe.manage");
  const form = await request.formData();
  const id = form.get("accountId");
  const account = typeof id === "string" ? await accountById(store.id, id) : null;
  if (!account) throw new Response("Not found", { status: 404 });
  switch (form.get("intent")) {
    case "register_wallets":
      return back(REGISTERED[await tryRegisterWallets(account.id)]);
    case "mend_endpoint":
      return back((await mendEndpoint(account.id)) ? { text: "The endpoint is right again: Stripe tells this site about sales as they happen." } : { text: "Stripe did not let us put it right. Try again in a minute.", tone: "danger" });
    default:
      throw new Response("Bad request", { status: 400 });
  }
}

async function back(said: Said): Promise<Response> {
  return redirect(DOCTOR, { headers: await flash(new Headers(), said) });
}

const TONES: Record<LineState, BannerTone> = { ok: "success", attention: "urgent", problem: "final", unknown: "calm" };

export default function ConnectionDoctor() {
  const { diagnosis, at } = useLoaderData<typeof loader>();
  return (
    <div className="max-w-3xl space-y-6">
      <div>
        <Breadcrumbs items={[{ label: "Integrations", to: "/settings/integrations" }, { label: "Stripe", to: "/settings/integrations/stripe" }]} />
        <h2 className="mt-1 text-lg font-semibold">Connection doctor</h2>
        <p className="mt-1 max-w-prose text-sm text-ink-muted">Everything that selling through Stripe hangs on, looked at just now.</p>
      </div>
      <Banner
        tone={TONES[diagnosis.state]}
        title={diagnosis.title}
        action={
          <Form method="get" action={DOCTOR}>
            <SubmitButton variant="secondary" pendingLabel="Asking Stripe…">
              Check again
            </SubmitButton>
          </Form>
        }
      >
        <p>{diagnosis.text}</p>
        <p className="text-ink-muted">Checked on {at}.</p>
      </Banner>
      {diagnosis.sections.map((section) => (
        <Card key={section.id} title={section.title} description={section.about} headingLevel={3} flush>
          <ul className="divide-y divide-line">
            {section.lines.map((line) => (
              <DoctorLineItem key={line.id} line={line} formAction={DOCTOR} />
            ))}
          </ul>
        </Card>
      ))}
    </div>
  );
}
