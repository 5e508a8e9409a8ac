import { Form } from "@remix-run/react";
import { ImageIcon } from "lucide-react";
import { Upload } from "~/components/editor/upload";
import { Card } from "~/components/ui/card";
import { ConfirmButton } from "~/components/ui/confirm-button";
import { MAX_COVER_BYTES } from "~/domain/files/upload-limits";

/** The picture of an offer: shown 16:10 everywhere, so it is shown so here. */
export function CoverCard({ offerId, coverUrl }: { offerId: string; coverUrl: string | null }) {
  const address = `/studio/offers/${offerId}/cover`;
  return (
    <Card title="Cover" description="Shown on your store, on the offer’s page and in the library. Best at 1600 × 1000 pixels.">
      <div className="grid gap-5 sm:grid-cols-[15rem_minmax(0,1fr)]">
        <div className="grid aspect-[16/10] place-items-center overflow-hidden rounded-md border border-line bg-sunken text-ink-faint">
          {coverUrl ? <img src={coverUrl} alt="The cover as it is now" className="size-full object-cover" /> : <ImageIcon aria-hidden="true" className="size-7" />}
        </div>
        <div className="min-w-0 space-y-4">
          <Upload action={address} label={coverUrl ? "Replace the cover" : "Cover image"} accept="image/jpeg,image/png,image/webp" hint="JPEG, PNG or WebP, up to 8 MB" maxBytes={MAX_COVER_BYTES} />
          {coverUrl && (
            <Form method="post" action={address}>
              <ConfirmButton
                variant="ghost"
                size="sm"
                className="-ml-3"
                name="intent"
                value="remove"
                title="Remove the cover?"
                description="The offer is shown with a plain cover in your store’s colour."
                confirmLabel="Remove it"
              >
                Remove cover
              </ConfirmButton>
            </Form>
          )}
        </div>
      </div>
    </Card>
  );
}
