import { createReadStream } from "node:fs";
import { db } from "~/db.server";
import { addToBundle, setOwnersPayLess } from "~/domain/bundles/edit-bundle.server";
import { addDownloadFile } from "~/domain/downloads/edit-files.server";
import { createOffer } from "~/domain/catalog/create-offer.server";
import { publishOffer } from "~/domain/catalog/publish-offer.server";
import { setCover } from "~/domain/catalog/set-cover.server";
import { setPrice } from "~/domain/catalog/set-price.server";
import { updateOffer } from "~/domain/catalog/update-offer.server";
import { setCourseSettings } from "~/domain/courses/course-settings.server";
import { addLesson } from "~/domain/courses/edit-lessons.server";
import { saveLesson } from "~/domain/courses/save-lesson.server";
import { addModule } from "~/domain/courses/edit-modules.server";
import { saveQuiz } from "~/domain/courses/edit-quiz.server";
import { setLessonMedia } from "~/domain/courses/lesson-media.server";
import { storeUpload } from "~/domain/files/store-file.server";
import { MAX_COVER_BYTES, MAX_DOWNLOAD_BYTES, MAX_LOGO_BYTES, MAX_VIDEO_BYTES, type FileAccept, type FilePurpose } from "~/domain/files/upload-limits";
import { hashPassword } from "~/domain/people/passwords.server";
import { createStore } from "~/domain/stores/create-store.server";
import type { Offer, Store, User } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import type { Result } from "~/lib/result";
import type { DemoAsset, DemoLesson, DemoOffer, DemoQuestion, DemoStore } from "./content/types";
import { daysAgo, standAt } from "./time";

/** Lesson ids of the demo's courses by "offer slug/lesson key". */
export type LessonIds = Map<string, string>;

/** A person who can sign in with a password, address proved. */
export async function makePerson(person: { name: string; email: string; password: string }): Promise<User> {
  return db.user.create({
    data: { id: newId("user"), name: person.name, email: person.email, passwordHash: await hashPassword(person.password), emailVerifiedAt: now(), createdAt: now() },
  });
}

export async function makeStore(owner: User, demo: DemoStore): Promise<Store> {
  const store = must(
    await createStore(owner, {
      name: demo.name, slug: demo.slug, tagline: demo.tagline, about: demo.about, country: demo.country, currency: demo.currency, accentColor: demo.accentColor as `#${string}`,
      legalName: demo.legalName, supportEmail: demo.supportEmail, addressLine1: demo.addressLine1, addressLine2: demo.addressLine2, postalCode: demo.postalCode, city: demo.city, taxId: demo.taxId ?? "",
    }),
  );
  const logo = await upload(store.id, demo.logo, "logo", "image", MAX_LOGO_BYTES);
  return db.store.update({ where: { id: store.id }, data: { logoFileId: logo } });
}

/** Write and, where the demo says so, publish the offers of a store, through the same commands the studio uses. */
export async function makeOffers(store: Store, demo: DemoStore, lessons: LessonIds): Promise<void> {
  for (const wanted of demo.offers) {
    await standAt(daysAgo(wanted.publishedDaysAgo ?? demo.createdDaysAgo, 8));
    const offer = await createOffer({ storeId: store.id, kind: wanted.kind, title: wanted.title }, seedCause);
    const key = { storeId: store.id, offerId: offer.id };
    const { title, subtitle, slug, descriptionHtml, highlights } = wanted;
    must(await updateOffer({ ...key, title, subtitle, slug, descriptionHtml, highlights }, seedCause));
    must(await setCover({ ...key, fileId: await upload(store.id, wanted.cover, "cover", "image", MAX_COVER_BYTES) }));
    must(await setPrice({ ...key, amount: BigInt(wanted.priceMinor), currency: demo.currency }));
    await fill(key, wanted, lessons);
    if (wanted.status === "published") must(await publishOffer(key, seedCause));
  }
}

type OfferKey = { storeId: string; offerId: Offer["id"] };

async function fill(key: OfferKey, wanted: DemoOffer, lessons: LessonIds): Promise<void> {
  if (wanted.kind === "bundle") {
    const bundle = { storeId: key.storeId, bundleId: key.offerId };
    for (const slug of wanted.holds) must(await addToBundle({ ...bundle, offerId: await offerIdOf(key.storeId, slug) }, seedCause));
    return void must(await setOwnersPayLess({ ...bundle, ownersPayLess: true }));
  }
  if (wanted.kind === "download") {
    for (const file of wanted.files) must(await addDownloadFile(key, { fileId: await upload(key.storeId, file, "download", "any", MAX_DOWNLOAD_BYTES) }));
    return;
  }
  // A new course may begin with a module of its own; the demo brings all of them.
  const beginning = await db.module.findMany({ where: { offerId: key.offerId }, select: { id: true } });
  for (const module of wanted.modules) {
    const moduleId = must(await addModule(key, { title: module.title }));
    for (const lesson of module.lessons) {
      const lessonId = must(await addLesson(key, { moduleId, title: lesson.title }));
      must(await saveLesson(key, { lessonId, title: lesson.title, bodyHtml: lesson.bodyHtml, isPreview: lesson.isPreview ?? false, version: null }));
      await fillLesson(key, lessonId, lesson);
      lessons.set(`${wanted.slug}/${lesson.key}`, lessonId);
    }
  }
  await db.module.deleteMany({ where: { id: { in: beginning.map(({ id }) => id) } } });
  if (wanted.certificateSigner) must(await setCourseSettings(key, { lessonsInOrder: false, certificate: true, certificateSigner: wanted.certificateSigner }));
}

async function fillLesson(key: OfferKey, lessonId: string, { video, quiz }: DemoLesson): Promise<void> {
  if (video) {
    must(await setLessonMedia(key, { lessonId, slot: "video", fileId: await upload(key.storeId, video.file, "video", "video", MAX_VIDEO_BYTES) }));
    must(await setLessonMedia(key, { lessonId, slot: "poster", fileId: await upload(key.storeId, video.poster, "poster", "image", MAX_COVER_BYTES) }));
    if (video.captions) must(await setLessonMedia(key, { lessonId, slot: "captions", fileId: await upload(key.storeId, video.captions, "captions", "captions", MAX_LOGO_BYTES) }));
  }
  if (quiz) must(await saveQuiz(key, { lessonId, passPercent: quiz.passPercent, maxAttempts: null, questions: quiz.questions.map(question) }));
}

/** The right option moves on by one from question to question. */
function question({ text, options, explanation }: DemoQuestion, index: number) {
  const all = options.map((option, at) => ({ id: `o${at}`, text: option, correct: at === 0 }));
  const turned = all.map((_, at) => all[(at + all.length - ((index + 1) % all.length)) % all.length] ?? all[0]!);
  return { id: `q${index}`, kind: "single" as const, text, explanation, options: turned };
}

export async function offerIdOf(storeId: string, slug: string): Promise<string> {
  return (await db.offer.findUniqueOrThrow({ where: { storeId_slug: { storeId, slug } }, select: { id: true } })).id;
}

export async function upload(storeId: string, asset: DemoAsset, purpose: FilePurpose, accept: FileAccept, maxBytes: number): Promise<string> {
  return must(await storeUpload({ storeId, purpose, accept, maxBytes, fileName: asset.fileName, contentType: asset.contentType, stream: createReadStream(asset.path) })).id;
}

export const seedCause = { cause: "demo seed" } as const;

/** The demo's content is right, so a refusal is a mistake in it: stop and say which. */
export function must<T, E>(result: Result<T, E>): T {
  if (result.ok) return result.value;
  throw new Error(`The demo could not be seeded: ${JSON.stringify(result.error, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value))}`);
}
