import { Form } from "@remix-run/react";
import { Card } from "~/components/ui/card";
import { ConfirmButton } from "~/components/ui/confirm-button";

/** The ways out of sale, both of which can be undone. */
export function OutOfSale({ offerId, published }: { offerId: string; published: boolean }) {
  return (
    <Card title={published ? "Out of sale" : "Not going to sell it?"} description={published ? "Whoever has it keeps it, whatever you do here. Both can be undone." : "An archived offer leaves your list, and you can restore it."}>
      <Form method="post" action={`/studio/offers/${offerId}/status`} className="flex flex-wrap gap-2.5">
        {published && (
          <ConfirmButton
            name="move"
            value="unpublish"
            title="Take this offer down?"
            description="Nobody can buy it until you publish it again. Everyone who has it keeps it."
            confirmLabel="Take it down"
          >
            Take down
          </ConfirmButton>
        )}
        <ConfirmButton
          name="move"
          value="archive"
          title="Archive this offer?"
          description="It leaves your store and your list. Everyone who has it keeps it, and you can restore it."
          confirmLabel="Archive it"
        >
          Archive
        </ConfirmButton>
      </Form>
    </Card>
  );
}
