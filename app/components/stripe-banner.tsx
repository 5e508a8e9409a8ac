import { Link } from "@remix-run/react";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import { Flash } from "~/components/ui/flash";
import { useStripePulse } from "~/components/use-stripe-pulse";
import type { StripePulse } from "~/domain/merchants/pulse.server";
import type { StudioBanner } from "~/domain/merchants/studio-banner.server";

/** For the studio shell's banner slot: what every page of the studio must say about Stripe. Nothing when all is well. */
export function StripeBanner({ banner }: { banner: StudioBanner | null }) {
  if (!banner) return null;
  return (
    <Banner
      tone={banner.tone}
      title={banner.title}
      action={
        <Button asChild size="sm" variant="secondary">
          <Link to={banner.action.url}>{banner.action.label}</Link>
        </Button>
      }
    >
      <p>{banner.text}</p>
      {banner.risk && <p className="font-medium">{banner.risk}</p>}
    </Banner>
  );
}

/** Beside the shell of the studio and the settings: the page keeps in step with Stripe, and says once when all is done. */
export function StripeLive({ pulse }: { pulse: StripePulse | null }) {
  return <Flash message={useStripePulse(pulse)} />;
}
