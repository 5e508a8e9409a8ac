import { Badge, type BadgeTone } from "~/components/ui/badge";
import { STATUS_LABEL } from "~/domain/catalog/offer";
import type { OfferStatus } from "~/generated/prisma/enums";

const TONE: Record<OfferStatus, BadgeTone> = { draft: "neutral", published: "success", archived: "neutral" };

/** An offer's state in a word. */
export function StatusBadge({ status }: { status: OfferStatus }) {
  return (
    <Badge tone={TONE[status]} dot={status === "published"}>
      {STATUS_LABEL[status]}
    </Badge>
  );
}
