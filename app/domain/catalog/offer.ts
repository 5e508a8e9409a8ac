import { fail, ok, type Result } from "~/lib/result";
import type { OfferStatus } from "~/generated/prisma/enums";

/** What a creator can do with an offer's state. */
export type OfferMove = "publish" | "unpublish" | "archive" | "restore";

/** A move the present state does not allow. */
export type OfferRefusal = "already_published" | "not_published" | "archived" | "not_archived" | "already_archived";

/**
 * The state after a move, or why there is none.
 * draft: only its creator sees it. published: for sale. archived: out of sale and out of the way; owners keep it.
 */
export function nextStatus(status: OfferStatus, move: OfferMove): Result<OfferStatus, OfferRefusal> {
  switch (move) {
    case "publish":
      return status === "draft" ? ok("published") : fail(status === "published" ? "already_published" : "archived");
    case "unpublish":
      return status === "published" ? ok("draft") : fail("not_published");
    case "archive":
      return status === "archived" ? fail("already_archived") : ok("archived");
    case "restore":
      return status === "archived" ? ok("draft") : fail("not_archived");
  }
}

/** A refused move in words. */
export function offerRefusalText(refusal: OfferRefusal): string {
  switch (refusal) {
    case "already_published":
      return "This offer is already published.";
    case "not_published":
      return "This offer is not published, so there is nothing to take down.";
    case "archived":
      return "This offer is archived. Restore it first; it comes back as a draft.";
    case "not_archived":
      return "This offer is not archived.";
    case "already_archived":
      return "This offer is already archived.";
  }
}

/** A state as a word on a badge. */
export const STATUS_LABEL: Record<OfferStatus, string> = { draft: "Draft", published: "Published", archived: "Archived" };
