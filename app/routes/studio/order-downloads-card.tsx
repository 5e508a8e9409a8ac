import { Form } from "@remix-run/react";
import { Card } from "~/components/ui/card";
import { SubmitButton } from "~/components/ui/submit-button";
import type { OrderDownloads } from "~/domain/downloads/hand-out.server";

/** What a buyer has fetched, and where there is a limit the way to allow more. */
export function OrderDownloadsCard({ orderId, downloads }: { orderId: string; downloads: OrderDownloads[] }) {
  return (
    <>
      {downloads.map(({ offerId, title, limit, files }) => (
        <Card
          key={offerId}
          title="Downloads"
          description={downloads.length > 1 ? title : undefined}
          footer={
            limit === null ? undefined : (
              <Form method="post" action={`/studio/orders/${orderId}/downloads`} preventScrollReset>
                <input type="hidden" name="offerId" value={offerId} />
                <SubmitButton variant="secondary" size="sm" pendingLabel="Allowing…">
                  Allow 5 more of each
                </SubmitButton>
              </Form>
            )
          }
        >
          {files.length === 0 ? (
            <p className="text-sm text-ink-muted">There are no files in it yet.</p>
          ) : (
            <ul className="space-y-2 text-sm">
              {files.map((file) => (
                <li key={file.placeId} className="flex items-baseline justify-between gap-4">
                  <span className="min-w-0 [overflow-wrap:anywhere]">{file.name}</span>
                  <span className="shrink-0 text-ink-muted tabular-nums">{limit === null ? times(file.used) : `${file.used} of ${limit}`}</span>
                </li>
              ))}
            </ul>
          )}
        </Card>
      ))}
    </>
  );
}

function times(count: number): string {
  return count === 0 ? "not yet" : count === 1 ? "once" : `${count.toLocaleString("en")} times`;
}
