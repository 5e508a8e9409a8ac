import type { Tx } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { storeFace } from "~/domain/mail/store-face";
import { env } from "~/env.server";
import type { Certificate, Store } from "~/generated/prisma/client";
import { formatDay } from "~/lib/dates";
import { shownCode } from "./certificate";

/** Mail a certificate to its person, once, in the transaction that issues it. */
export async function queueCertificate(tx: Tx, certificate: Certificate, store: Store): Promise<void> {
  const { email } = await tx.user.findUniqueOrThrow({ where: { id: certificate.userId }, select: { email: true } });
  const code = shownCode(certificate.code);
  await queueEmail(tx, {
    kind: "certificate",
    subjectKey: certificate.id,
    to: email,
    storeId: store.id,
    props: {
      store: storeFace(store),
      personName: certificate.personName,
      courseTitle: certificate.courseTitle,
      issuedOn: formatDay(certificate.issuedAt),
      code,
      url: `${env.appUrl}/library/${certificate.offerId}/certificate`,
      verifyUrl: `${env.appUrl}/certificates/${code}`,
    },
    link: null,
    cause: { cause: "a course was finished", causeId: certificate.id },
  });
}
