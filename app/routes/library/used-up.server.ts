import { redirect } from "@remix-run/node";

/** To the page that says which files have no download left, and what to do. */
export function usedUpPage(offerId: string): Response {
  return redirect(`/library/${offerId}/used-up`, { headers: { "Cache-Control": "no-store" } });
}

/** A link or picture of another site, or a browser that only guesses what may be wanted: neither is a click on "Download". */
export function cameFromElsewhere(request: Request): boolean {
  return request.headers.get("Sec-Fetch-Site") === "cross-site" || /prefetch|prerender/.test(request.headers.get("Sec-Purpose") ?? request.headers.get("Purpose") ?? "");
}
