import { randomBytes } from "node:crypto";
import { db, sql } from "~/db.server";
import { openedBy } from "~/domain/access/can-open.server";
import type { Certificate } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { wake } from "~/jobs/queue.server";
import { queueCertificate } from "./queue-certificate.server";
import { certificateCode, readCode, readName, type NameProblem } from "./certificate";
import { courseStanding, type CourseStanding } from "./standing.server";

/**
 * Whether a certificate still verifies: not when what opened the course was refunded in full, set aside or taken back by hand.
 * Access that ran out, or a membership that ended, leaves it valid; so does a grant that was never taken back. Asked of the
 * grants at every reading, their own and those of memberships and bundles. $1 the person, $2 the course, $3 the grant by which it was open when the certificate was issued.
 */
const GRANTS = `
  SELECT count(*)::int AS grants,
         (count(*) FILTER (WHERE g.revoked_at IS NULL OR g.revoked_kind IS NULL OR g.revoked_kind NOT IN ('refunded', 'quarantined', 'by_hand')))::int AS good
    FROM grants g
   WHERE g.user_id = $1 AND (g.offer_id = $2 OR g.id = $3::text OR EXISTS (
     SELECT 1 FROM tier_items i WHERE i.tier_id = g.tier_id AND i.offer_id IN (
       SELECT $2::text UNION ALL SELECT b.bundle_id FROM bundle_items b WHERE b.offer_id = $2
       UNION ALL SELECT o.bundle_id FROM bundle_items b JOIN bundle_items o ON o.offer_id = b.bundle_id WHERE b.offer_id = $2)))`;

async function stillValid({ userId, offerId, grantId }: Pick<Certificate, "userId" | "offerId" | "grantId">): Promise<boolean> {
  const { rows } = await sql<{ grants: number; good: number }>(GRANTS, [userId, offerId, grantId]);
  const { grants = 0, good = 0 } = rows[0] ?? {};
  // No grant speaks of it: one of a creator who looked at their own course.
  return grants === 0 || good > 0;
}

export type OwnCertificate =
  /** The course gives none, or it is none the person may see. */
  | { state: "none" }
  /** `done` of `total` lessons. */
  | { state: "unfinished"; done: number; total: number }
  /** Finished; the name is to be confirmed. */
  | { state: "ready" }
  | { state: "issued"; certificate: Certificate }
  /** The money went back. */
  | { state: "void" };

/**
 * A person's own certificate of a course, or how far they are from it. An issued one outlives the access, as long as it
 * verifies. `standing`: where they stand, when the caller has just asked.
 */
export async function ownCertificate(userId: string, offerId: string, standing?: Pick<CourseStanding, "finished" | "done" | "total">): Promise<OwnCertificate> {
  const certificate = await db.certificate.findUnique({ where: { userId_offerId: { userId, offerId } } });
  if (certificate) return (await stillValid(certificate)) ? { state: "issued", certificate } : { state: "void" };
  if (!(await givesCertificate(offerId)) || !(await openedBy(userId, offerId))) return { state: "none" };
  const { finished, done, total } = standing ?? (await courseStanding(userId, offerId));
  return finished ? { state: "ready" } : { state: "unfinished", done, total };
}

async function givesCertificate(offerId: string): Promise<boolean> {
  return (await db.course.findFirst({ where: { offerId, certificate: true }, select: { offerId: true } })) !== null;
}

/**
 * Issue the certificate of a finished course under the name the person has confirmed: once, whatever is sent again. What
 * stands on it is what course, store and signer are called on the day.
 */
export async function issueCertificate({ userId, offerId, name }: { userId: string; offerId: string; name: string }): Promise<Result<Certificate, NameProblem | "not_ready">> {
  const read = readName(name);
  if (!read.ok) return fail(read.error);
  const own = await ownCertificate(userId, offerId);
  if (own.state === "issued") return ok(own.certificate);
  if (own.state !== "ready") return fail("not_ready");
  const by = await openedBy(userId, offerId);
  const offer = await db.offer.findUniqueOrThrow({ where: { id: offerId }, select: { title: true, store: true, course: { select: { certificateSigner: true } } } });
  const certificate = await db.$transaction(async (tx) => {
    await tx.certificate.createMany({
      data: {
        id: newId("certificate"),
        code: certificateCode(randomBytes(12)),
        userId,
        offerId,
        personName: read.value,
        courseTitle: offer.title,
        storeName: offer.store.name,
        signer: offer.course?.certificateSigner.trim() || offer.store.name,
        grantId: by?.grantId ?? null,
        issuedAt: now(),
      },
      // Two tabs: the first name stands.
      skipDuplicates: true,
    });
    const issued = await tx.certificate.findUniqueOrThrow({ where: { userId_offerId: { userId, offerId } } });
    await queueCertificate(tx, issued, offer.store);
    return issued;
  });
  wake("send-email");
  return ok(certificate);
}

export type Verified =
  | { state: "valid"; code: string; personName: string; courseTitle: string; storeName: string; signer: string; issuedAt: Date; store: { name: string; slug: string; accentColor: string } }
  /** It was issued, and counts no more. Why is nobody's business. */
  | { state: "void"; code: string };

/** What a code proves, to anybody who has it. Null: no certificate has this code. */
export async function verifyCertificate(typed: string): Promise<Verified | null> {
  const code = readCode(typed);
  if (code === null) return null;
  const found = await db.certificate.findUnique({ where: { code }, include: { offer: { select: { store: { select: { name: true, slug: true, accentColor: true } } } } } });
  if (!found) return null;
  if (!(await stillValid(found))) return { state: "void", code };
  const { personName, courseTitle, storeName, signer, issuedAt } = found;
  return { state: "valid", code, personName, courseTitle, storeName, signer, issuedAt, store: found.offer.store };
}
