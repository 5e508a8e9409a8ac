import { layout, route, type RouteConfig } from "@remix-run/route-config";

/** What a student owns. The player stands outside the shell: one lesson, nothing else in the way. */
export const libraryRoutes = [
  layout("routes/library/layout.tsx", [
    route("library", "routes/library/shelf.tsx"),
    route("library/orders", "routes/library/orders.tsx"),
    route("library/orders/:orderId", "routes/library/order.tsx"),
    route("library/mails", "routes/library/mails.tsx"),
    route("library/address", "routes/library/address.tsx"),
    route("library/memberships", "routes/library/memberships.tsx"),
    route("library/memberships/:subscriptionId", "routes/library/membership.tsx"),
    route("library/memberships/:subscriptionId/plan", "routes/library/membership-plan.tsx"),
    route("library/memberships/:subscriptionId/cancel", "routes/library/membership-cancel.tsx"),
    route("library/:offerId", "routes/library/offer.tsx"),
    route("library/:offerId/posts/:postId", "routes/library/post.tsx"),
    route("library/:offerId/notes", "routes/library/notes.tsx"),
    route("library/:offerId/certificate", "routes/library/certificate.tsx"),
    route("library/:offerId/used-up", "routes/library/used-up.tsx"),
  ]),
  route("library/orders/:orderId/invoice.pdf", "routes/library/order-invoice.ts"),
  route("library/:offerId/lessons/:lessonId", "routes/library/lesson.tsx"),
  route("library/:offerId/files/:downloadFileId", "routes/library/file.ts"),
  route("library/:offerId/files.zip", "routes/library/zip.ts"),
  route("library/:offerId/stamped/:fileId", "routes/library/stamped.ts"),
  route("library/:offerId/own", "routes/library/download-own.ts"),
  route("library/:offerId/modules/:moduleId", "routes/library/module.ts"),
  route("library/:offerId/certificate.pdf", "routes/library/certificate-pdf.ts"),
  route("certificates", "routes/library/certificate-lookup.tsx"),
  route("certificates/:code", "routes/library/certificate-check.tsx"),
  // Out of a mail: an open payment, without signing in.
  route("pay/:token", "routes/library/pay.tsx"),
  route("library/progress", "routes/library/progress.ts"),
  route("media/:fileId", "routes/resources/media.ts"),
] satisfies RouteConfig;

export default libraryRoutes;
