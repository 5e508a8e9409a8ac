import { Form } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { SubmitButton } from "~/components/ui/submit-button";
import { Textarea } from "~/components/ui/textarea";
import { useHydrated } from "~/components/ui/use-hydrated";
import type { Saver } from "./use-waiting";

/** Between the last letter and the save. */
const PAUSE = 900;

export type LessonNoteProps = {
  action: string;
  /** `updatedAt`: milliseconds, 0 for none. */
  note: { text: string; updatedAt: number };
  limit: number;
  /** The text the server refused as too long. */
  tooLong: string | null;
  saver: Saver;
};

/** What a person writes to themself about a lesson: kept on the device with every letter, sent when they pause. */
export function LessonNote({ action, note, limit, tooLong, saver }: LessonNoteProps) {
  const hydrated = useHydrated();
  const [text, setText] = useState(tooLong ?? note.text);
  const [state, setState] = useState<"still" | "writing" | "saved" | "kept">("still");
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const touched = useRef(false);
  const { waiting, save, keep } = saver;

  // Written without a network, and the page was opened anew: the text of this device is the newer one.
  useEffect(() => {
    if (touched.current || !waiting?.note || waiting.note.text === text) return;
    setText(waiting.note.text);
    setState("kept");
  }, [waiting, text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  // What waited has gone out.
  useEffect(() => {
    if (state === "kept" && !waiting?.note) setState("saved");
  }, [state, waiting]);

  const store = async (value: string) => {
    const outcome = await save({ note: value });
    setState(outcome === "sent" ? "saved" : "kept");
  };
  const write = (value: string) => {
    touched.current = true;
    setText(value);
    setState("writing");
    keep({ note: value });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void store(value), PAUSE);
  };

  return (
    <section id="note" aria-labelledby="note-title" className="mt-12 scroll-mt-20 border-t border-line pt-8">
      <h2 id="note-title" className="text-base font-semibold">
        <label htmlFor="note-text">My note</label>
      </h2>
      <p id="note-hint" className="mt-1 text-sm text-ink-faint">
        Only you see it. All your notes stand on the course's page.
      </p>
      {tooLong !== null && (
        <p role="alert" className="mt-3 text-sm text-danger">
          A note can have {limit.toLocaleString("en")} characters. Shorten it and save it again.
        </p>
      )}
      <Form method="post" action={action} preventScrollReset className="mt-3">
        <input type="hidden" name="intent" value="note" />
        <Textarea
          id="note-text"
          name="note"
          aria-describedby="note-hint"
          maxLength={limit}
          rows={3}
          value={text}
          onChange={(event) => write(event.target.value)}
          onBlur={() => {
            if (state !== "writing") return;
            clearTimeout(timer.current);
            void store(text);
          }}
          placeholder="What do you want to remember?"
        />
        <div className="mt-2 flex min-h-6 items-center gap-4 text-sm text-ink-faint">
          {!hydrated && (
            <SubmitButton variant="secondary" pendingLabel="Saving…">
              Save the note
            </SubmitButton>
          )}
          <p role="status">{hydrated && (state === "writing" ? "Saving…" : state === "saved" ? "Saved" : state === "kept" ? "Kept on this device, sent later" : "")}</p>
        </div>
      </Form>
    </section>
  );
}
