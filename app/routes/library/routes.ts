import { layout, route, type RouteConfig } from "@remix-run/route-config";

/** What a student owns. The player stands outside the shell: one lesson, nothing else in the way. */
export const libraryRoutes = [
  layout("routes/library/layout.tsx", [
    route("library", "routes/library/shelf.tsx"),
    route("library/orders", "routes/library/orders.tsx"),
    route("library/orders/:orderId", "routes/library/order.tsx"),
    route("library/:offerId", "routes/library/offer.tsx"),
  ]),
  route("library/:offerId/lessons/:lessonId", "routes/library/lesson.tsx"),
  route("library/:offerId/files/:downloadFileId", "routes/library/file.ts"),
  route("library/progress", "routes/library/progress.ts"),
  route("media/:fileId", "routes/resources/media.ts"),
] satisfies RouteConfig;

export default libraryRoutes;
