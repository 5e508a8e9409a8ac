import { fail, ok, type Result } from "~/lib/result";

/** What was typed, to be shown again when it is refused. */
export interface OptionsTyped {
  limit: string;
  activations: string;
  stamp: boolean;
  keys: boolean;
}

export type OptionsProblem = { limit?: string; activations?: string };

export const MOST_FETCHES = 1_000;
export const MOST_ACTIVATIONS = 10_000;

/** The options card as it was sent. Empty: no limit. */
export function readOptions(
  form: FormData,
): Result<{ limitPerFile: number | null; stampPdf: boolean; licenseKeys: boolean; licenseActivations: number | null }, { problems: OptionsProblem; typed: OptionsTyped }> {
  const typed = { limit: String(form.get("limit") ?? "").trim(), activations: String(form.get("activations") ?? "").trim(), stamp: form.get("stamp") === "on", keys: form.get("keys") === "on" };
  const limit = readCount(typed.limit, MOST_FETCHES);
  const activations = readCount(typed.activations, MOST_ACTIVATIONS);
  const problems: OptionsProblem = {
    ...(limit === "wrong" ? { limit: `Enter a whole number from 1 to ${MOST_FETCHES.toLocaleString("en")}, or leave it empty.` } : {}),
    ...(activations === "wrong" ? { activations: `Enter a whole number from 1 to ${MOST_ACTIVATIONS.toLocaleString("en")}, or leave it empty.` } : {}),
  };
  if (limit === "wrong" || activations === "wrong") return fail({ problems, typed });
  return ok({ limitPerFile: limit, stampPdf: typed.stamp, licenseKeys: typed.keys, licenseActivations: activations });
}

/** A whole number from 1 to `most`; null when nothing was typed. */
export function readCount(typed: string, most: number): number | null | "wrong" {
  if (typed === "") return null;
  const count = Number(typed);
  return /^\d{1,9}$/.test(typed) && count >= 1 && count <= most ? count : "wrong";
}
