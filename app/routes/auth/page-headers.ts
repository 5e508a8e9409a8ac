import type { HeadersFunction } from "@remix-run/node";

/** What loader and action said goes out with the page too: how long to wait, and that nobody keeps a copy. */
export const pageHeaders: HeadersFunction = ({ actionHeaders, loaderHeaders }) => {
  const headers = new Headers({ "Cache-Control": "no-store" });
  const wait = actionHeaders.get("Retry-After") ?? loaderHeaders.get("Retry-After");
  if (wait) headers.set("Retry-After", wait);
  return headers;
};
