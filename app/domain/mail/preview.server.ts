import { emailKinds, previewMessage, renderEmail, type EmailKind, type RenderedEmail } from "../../../emails";
import type { Store } from "~/generated/prisma/client";
import { mailName } from "./mail-kinds";
import { storeFace } from "./store-face";

/** A kind of mail for a list of previews; `toStudents`: it wears the store's face. */
export interface PreviewKind {
  kind: EmailKind;
  name: string;
  toStudents: boolean;
}

/** Every kind there is: first what students get, then what the creator gets. */
export function previewKinds(): PreviewKind[] {
  const all = emailKinds.map((kind) => ({ kind, name: mailName(kind), toStudents: "store" in previewMessage(kind).props }));
  return all.sort((a, b) => Number(b.toStudents) - Number(a.toStudents) || a.name.localeCompare(b.name, "en"));
}

/** One mail with its preview's words in a store's brand; null for a kind there is not. */
export async function previewMail(kind: string, store: Store): Promise<RenderedEmail | null> {
  const known = emailKinds.find((one) => one === kind);
  if (!known) return null;
  const { props } = previewMessage(known);
  return renderEmail({ kind: known, props: "store" in props ? { ...props, store: storeFace(store) } : props });
}
