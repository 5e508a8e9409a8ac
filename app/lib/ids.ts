import { typeid } from "typeid-js";

/** Prefix of each kind of row. Ids sort by time of creation. */
export const ID_PREFIX = {
  user: "usr",
  emailToken: "etk",
  store: "sto",
  file: "fil",
  account: "acn",
  oauthState: "oas",
  offer: "off",
  price: "pri",
  module: "mod",
  lesson: "les",
  downloadFile: "dlf",
  order: "ord",
  checkoutSession: "cks",
  grant: "grt",
  transition: "trn",
  outboxEmail: "eml",
  requirementRecord: "rqr",
  accountNotice: "ntc",
  failover: "flv",
  waitingEntry: "wtl",
  lessonFile: "lfl",
  lessonRevision: "lrv",
  quiz: "quz",
  quizAttempt: "qat",
  certificate: "crt",
  fileVersion: "dfv",
  download: "dld",
  license: "lic",
  licenseActivation: "lac",
  upload: "upl",
  bundleItem: "bit",
  tier: "tir",
  subscription: "sbn",
  invoice: "inv",
  refund: "rfn",
  dispute: "dsp",
  fraudWarning: "frw",
  note: "not",
  movement: "mvt",
  dayToSum: "dts",
  reconciliation: "rcn",
  finding: "fnd",
  teamMember: "tmm",
  teamInvitation: "tin",
  auditEntry: "aud",
  post: "pst",
} as const;

export type IdKind = keyof typeof ID_PREFIX;

/** A new id, e.g. `ord_01h…`. */
export function newId(kind: IdKind): string {
  return typeid(ID_PREFIX[kind]).toString();
}
