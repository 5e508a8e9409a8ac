import { z } from "zod";
import type { SaveAnswer } from "~/components/editor/autosaver";
import { titleField } from "./offer-form";

/** What stands in a lesson's form. */
export interface Words {
  title: string;
  body: string;
  /** "on" or "". */
  preview: string;
}

/** What another window has saved meanwhile. `savedAt`: ISO, UTC. */
export interface Theirs {
  words: Words;
  version: number;
  savedAt: string;
}

export const lessonSchema = z.object({
  title: titleField,
  body: z.string().max(400_000, "The text is too long for one lesson. Split it in two.").default(""),
  preview: z.literal("on").optional(),
  /** The version the page began with. */
  version: z.coerce.number().int().min(0).optional(),
  /** "mine": write over what another window saved. */
  over: z.literal("mine").optional(),
});

export function isWords(value: unknown): value is Words {
  if (typeof value !== "object" || value === null) return false;
  const { title, body, preview } = value as Record<string, unknown>;
  return typeof title === "string" && typeof body === "string" && typeof preview === "string";
}

/** The words in a form as they are now. */
export function readWords(form: HTMLFormElement): Words {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? "");
  return { title: text("title"), body: text("body"), preview: text("preview") };
}

/** Are these the same words? Only as far as a browser can tell: the server cleans the text. */
export function sameWords(one: Words, other: Words): boolean {
  return one.title === other.title && one.body === other.body && one.preview === other.preview;
}

/** Send words to the route that saves them, and read what came of it. */
export async function sendWords(address: string, words: Words, version: number, overwrite: boolean): Promise<SaveAnswer<Theirs>> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...words, version: String(version), ...(overwrite ? { over: "mine" } : {}) })) if (name !== "preview" || value) form.append(name, value);
  return post(address, form);
}

/** Put words into the history and give them up. False: they are not there, so they must not be given up. */
export async function sendAside(address: string, words: Words): Promise<boolean> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ intent: "aside", ...words })) if (name !== "preview" || value) form.append(name, value);
  return (await post(address, form)).kind === "saved";
}

async function post(address: string, form: FormData): Promise<SaveAnswer<Theirs>> {
  let response: Response;
  try {
    // Not followed: a sign-in page is no answer to a save.
    response = await fetch(address, { method: "POST", body: form, headers: { Accept: "application/json" }, redirect: "manual" });
  } catch {
    return { kind: "offline" };
  }
  if (response.type === "opaqueredirect" || response.status === 401) return { kind: "signed_out" };
  if (response.status === 404) return { kind: "gone" };
  if (response.status === 413) return { kind: "refused", words: "The text is too long for one lesson. Split it in two." };
  try {
    const answer: unknown = await response.json();
    return isAnswer(answer) ? answer : { kind: "offline" };
  } catch {
    return { kind: "offline" };
  }
}

function isAnswer(value: unknown): value is SaveAnswer<Theirs> {
  return typeof value === "object" && value !== null && "kind" in value && ["saved", "conflict", "refused"].includes(String(value.kind));
}
