import { useRevalidator } from "@remix-run/react";
import { useState } from "react";
import { ResumableUpload } from "~/components/editor/resumable-upload";
import { FormErrors } from "~/components/ui/form-errors";

type Props = {
  /** The lesson's page. */
  lesson: string;
  slot: "video" | "poster" | "captions" | "attachment";
  label: string;
  hint: string;
  /** Without JavaScript less fits. */
  plainHint: string;
  accept?: string;
  multiple?: boolean;
};

/** A file for one place of a lesson: in pieces with JavaScript, as one form without. */
export function LessonUpload({ lesson, slot, label, hint, plainHint, accept, multiple }: Props) {
  const revalidator = useRevalidator();
  const [problem, setProblem] = useState<string | null>(null);

  async function attach(fileId: string) {
    setProblem(await post(`${lesson}/media`, { intent: "attach", slot, fileId }));
    revalidator.revalidate();
  }
  return (
    <div className="space-y-3">
      <ResumableUpload purpose={slot} label={label} hint={hint} {...(accept ? { accept } : {})} {...(multiple ? { multiple } : {})} plain={{ action: `${lesson}/video?for=${slot}`, hint: plainHint }} onStored={(file) => void attach(file.id)} />
      <FormErrors errors={problem === null ? null : [problem]} />
    </div>
  );
}

/** Null when it is done; else a sentence. */
async function post(address: string, fields: Record<string, string>): Promise<string | null> {
  const again = "The file is uploaded, but could not be put here. Reload the page and choose it again.";
  try {
    const response = await fetch(address, { method: "POST", body: new URLSearchParams(fields), headers: { Accept: "application/json" }, redirect: "manual" });
    if (response.ok) return null;
    if (response.type === "opaqueredirect") return "You were signed out. Sign in again, then choose the file once more.";
    if (response.status === 404) return "This lesson is no longer there. Reload the page.";
    const answer: unknown = await response.json();
    if (typeof answer === "object" && answer !== null && "problems" in answer && Array.isArray(answer.problems)) return answer.problems.map(String).join(" ");
    return again;
  } catch {
    return again;
  }
}
