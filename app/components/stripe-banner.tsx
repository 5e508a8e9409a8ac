import { Link } from "@remix-run/react";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import type { StudioBanner } from "~/domain/merchants/queries.server";

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
      {banner.text}
    </Banner>
  );
}
