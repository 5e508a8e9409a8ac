import { useNavigate, useRevalidator, useSearchParams } from "@remix-run/react";
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore, type FormEvent } from "react";
import type { CurriculumPage, LoadedCurriculum, Refusal } from "./curriculum-context";
import { ChangeQueue, type QueueState, type Sent } from "./curriculum-queue";
import { applyChange, asPlace, fieldsOfButton, type ChangeAnswer, type ChangeFields, type Undo } from "./curriculum-view";

const EMPTY: QueueState = { changes: [], failure: null };

/** The curriculum as it is shown, with what was changed on this page, and everything that changes it. */
export function useCurriculum(loaded: LoadedCurriculum, refusedForm: Refusal | null): CurriculumPage {
  const revalidator = useRevalidator();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const mark = useRef(0);
  // One line of changes for as long as the page of this course is open.
  const [queue] = useState(() => new ChangeQueue((fields) => send(loaded.id, fields)));
  useEffect(
    () =>
      queue.onSettled(() => {
        mark.current = queue.mark();
        revalidator.revalidate();
      }),
    [queue, revalidator],
  );
  const { changes, failure } = useSyncExternalStore(queue.subscribe, queue.read, () => EMPTY);
  useEffect(() => queue.reloaded(mark.current), [queue, loaded.curriculum]);
  const curriculum = useMemo(() => changes.reduce((now, { fields }) => applyChange(now, fields), loaded.curriculum), [changes, loaded.curriculum]);
  const focusNext = useKeptFocus(curriculum);
  useLeaveGuard(changes.some((change) => change.state !== "saved"));

  const [undos, showUndos] = useState<readonly Undo[]>(() => (loaded.undo ? [loaded.undo] : []));
  const stack = useRef(undos);
  const setUndos = useCallback((next: readonly Undo[]) => {
    stack.current = next;
    showUndos(next);
  }, []);
  const underway = useRef<Promise<unknown>>(Promise.resolve());
  const [said, setSaid] = useState("");
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const openId = loaded.curriculum.open?.moduleId;

  const make = useCallback(
    async (fields: ChangeFields, takingBack: boolean): Promise<ChangeAnswer> => {
      setRefused(null);
      const pushed = queue.push(fields);
      underway.current = pushed;
      const answer = await pushed;
      if (!answer.done) {
        setRefused(answer);
        return answer;
      }
      setSaid(answer.said);
      const { undo } = answer;
      if (undo && !takingBack) setUndos([...stack.current.slice(-49), undo]);
      if (answer.open !== null && answer.open !== openId) navigate(`?module=${answer.open}`, { preventScrollReset: true, replace: true });
      return answer;
    },
    [queue, openId, navigate, setUndos],
  );
  const change = useCallback((fields: ChangeFields) => make(fields, false), [make]);
  // Pressed right after a change, it means that change, whose way back the server is about to tell.
  const takeBack = useCallback(async () => {
    await underway.current;
    const last = stack.current.at(-1);
    if (!last) return;
    setUndos(stack.current.slice(0, -1));
    await make(last.fields, true);
  }, [make, setUndos]);
  useUndoKey(takeBack);

  return {
    offerId: loaded.id,
    curriculum,
    change,
    problem: refused ?? refusedForm,
    onButton: (event: FormEvent<HTMLFormElement>) => {
      const button = (event.nativeEvent as SubmitEvent).submitter;
      if (!(button instanceof HTMLButtonElement) || button.name !== "do") return;
      event.preventDefault();
      if (button.getAttribute("aria-disabled") === "true") return;
      const fields = asPlace(curriculum, fieldsOfButton(button.value));
      // The row goes with the button that was pressed: the focus goes to its neighbour.
      if (fields.intent?.startsWith("delete-")) focusNext(button.closest("li"));
      void change(fields);
    },
    editing: editing ?? query.get("edit"),
    edit: (id) => setEditing(id ?? ""),
    undo: undos.at(-1) ?? null,
    takeBack: () => void takeBack(),
    forget: () => setUndos([]),
    said,
    failure,
    retry: () => queue.retry(),
    saving: failure === null && changes.some((one) => one.state === "waiting"),
  };
}

/** Ask the server for a change. What did not surely arrive is "unknown", and can be sent again. */
async function send(offerId: string, fields: ChangeFields): Promise<Sent> {
  try {
    const response = await fetch(`/studio/offers/${offerId}/curriculum/change`, { method: "POST", body: new URLSearchParams(fields), redirect: "manual", headers: { Accept: "application/json" } });
    if (response.type === "opaqueredirect") return { done: "unknown", message: "You have been signed out. Sign in again in another tab, then try again here." };
    if (response.status === 404) return { done: false, message: "That is not there any more. It may have been deleted in another window. The list below is as it is now." };
    if (response.ok || response.status === 400) return (await response.json()) as ChangeAnswer;
    return { done: "unknown", message: response.status === 429 ? "Too many changes in a short time. Wait a moment, then try again." : "The server could not save it." };
  } catch {
    return { done: "unknown", message: "There is no connection." };
  }
}

/** A row that moves in the page would lose the focus it holds: whoever moves it step by step keeps their button. */
function useKeptFocus(moves: unknown): (row: Element | null) => void {
  const kept = useRef<string>("");
  useEffect(() => {
    const note = (event: FocusEvent) => {
      kept.current = event.target instanceof Element ? event.target.id : "";
    };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, []);
  useEffect(() => {
    if (document.activeElement !== document.body || kept.current === "") return;
    document.getElementById(kept.current)?.focus({ preventScroll: true });
  }, [moves]);
  return useCallback((row: Element | null) => {
    const beside = row?.nextElementSibling ?? row?.previousElementSibling ?? row?.parentElement?.closest("li");
    kept.current = beside?.querySelector("[id^=options-]")?.id ?? "";
  }, []);
}

/** Ctrl+Z or Cmd+Z anywhere on the page, unless it belongs to a field or to what is open above the page. */
function useUndoKey(takeBack: () => Promise<void>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true], [role=dialog], [role=alertdialog]")) return;
      event.preventDefault();
      void takeBack();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [takeBack]);
}

function useLeaveGuard(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsaved]);
}
