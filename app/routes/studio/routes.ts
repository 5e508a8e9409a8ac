import { index, layout, route } from "@remix-run/route-config";
import { studioFigureFiles, studioFigureRoutes } from "./figures-routes";
import { studioEventRoutes } from "./events-routes";
import { studioOrderRoutes } from "./orders-routes";
import { studioPaymentFiles, studioPaymentRoutes } from "./payments/routes";

/** The creator's room. What answers without a page (uploads, changes of state) stands outside its layout. */
export const studioRoutes = [
  layout("routes/studio/layout.tsx", [
    ...studioEventRoutes,
    ...studioOrderRoutes,
    ...studioFigureRoutes,
    ...studioPaymentRoutes,
    route("studio/offers", "routes/studio/offers/list.tsx"),
    route("studio/offers/new", "routes/studio/offers/new.tsx"),
    route("studio/offers/:offerId", "routes/studio/offers/offer.tsx", [
      index("routes/studio/offers/details.tsx"),
      route("curriculum", "routes/studio/offers/curriculum.tsx"),
      route("settings", "routes/studio/offers/course-settings.tsx"),
      route("import", "routes/studio/offers/import.tsx"),
      route("files", "routes/studio/offers/files.tsx"),
      route("licenses", "routes/studio/offers/licenses.tsx"),
      route("licenses/:licenseId", "routes/studio/offers/license.tsx"),
      route("tiers", "routes/studio/offers/tiers.tsx"),
      route("members", "routes/studio/offers/members.tsx"),
      route("posts", "routes/studio/offers/posts.tsx"),
      route("posts/:postId", "routes/studio/offers/post.tsx"),
      route("tiers/:tierId", "routes/studio/offers/tier.tsx"),
      route("contents", "routes/studio/offers/bundle-contents.tsx"),
      route("publish", "routes/studio/offers/publish.tsx"),
      route("waiting", "routes/studio/offers/waiting.tsx"),
    ]),
    route("studio/offers/:offerId/lessons/:lessonId", "routes/studio/offers/lesson.tsx"),
    route("studio/offers/:offerId/lessons/:lessonId/history", "routes/studio/offers/lesson-history.tsx"),
    route("studio/offers/:offerId/lessons/:lessonId/quiz", "routes/studio/offers/lesson-quiz.tsx"),
    route("studio/offers/:offerId/lessons/:lessonId/quiz/try", "routes/studio/offers/lesson-quiz-try.tsx"),
  ]),
  route("studio/events/compare", "routes/studio/events/compare.ts"),
  route("studio/offers/:offerId/curriculum/change", "routes/studio/offers/curriculum-change.ts"),
  route("studio/offers/:offerId/export.zip", "routes/studio/offers/export.ts"),
  route("studio/offers/:offerId/duplicate", "routes/studio/offers/duplicate.ts"),
  route("studio/orders/export.csv", "routes/studio/orders-export.ts"),
  route("studio/customers/export.csv", "routes/studio/customers/export.ts"),
  route("studio/orders/:orderId/invoice.pdf", "routes/studio/order-invoice.ts"),
  route("studio/mails/:emailId/again", "routes/studio/mail/again.ts"),
  route("studio/orders/:orderId/warning", "routes/studio/orders.warning.ts"),
  route("studio/orders/:orderId/refund-settled", "routes/studio/orders.refund-settled.ts"),
  route("studio/orders/:orderId/downloads", "routes/studio/order-downloads.ts"),
  route("studio/offers/:offerId/status", "routes/studio/offers/status.ts"),
  route("studio/offers/:offerId/cover", "routes/studio/offers/cover.ts"),
  route("studio/offers/:offerId/files/upload", "routes/studio/offers/files-upload.ts"),
  route("studio/offers/:offerId/lessons/:lessonId/save", "routes/studio/offers/lesson-save.ts"),
  route("studio/offers/:offerId/lessons/:lessonId/media", "routes/studio/offers/lesson-media.ts"),
  route("studio/offers/:offerId/lessons/:lessonId/video", "routes/studio/offers/lesson-video.ts"),
  ...studioFigureFiles,
  ...studioPaymentFiles,
];
