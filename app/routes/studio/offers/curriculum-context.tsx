import { createContext, useContext, type FormEvent, type ReactNode } from "react";
import type { ChangeAnswer, ChangeFields, Curriculum, Undo } from "./curriculum-view";

export interface BinnedRow {
  kind: "module" | "lesson";
  id: string;
  title: string;
  /** "21 November 2026" */
  deleted: string;
  lessonCount: number;
  moduleTitle: string;
}

export interface LoadedCurriculum {
  id: string;
  curriculum: Curriculum;
  bin: BinnedRow[];
  /** The way to take back what the last form did, where no script keeps it. */
  undo: Undo | null;
}

export type Refusal = Extract<ChangeAnswer, { done: false }>;

/** What the parts of the curriculum page share. */
export interface CurriculumPage {
  offerId: string;
  curriculum: Curriculum;
  /** Make a change: shown at once, sent to the server. */
  change(fields: ChangeFields): Promise<ChangeAnswer>;
  /** Why the last change was refused; `at` says at which form. */
  problem: Refusal | null;
  onButton(event: FormEvent<HTMLFormElement>): void;
  /** The lesson or module whose options are open. */
  editing: string | null;
  edit(id: string | null): void;
  /** The newest change that can be taken back. */
  undo: Undo | null;
  takeBack(): void;
  /** Put the bar away. */
  forget(): void;
  /** What was done last, for the bar and for ears. */
  said: string;
  failure: string | null;
  retry(): void;
  /** Is anything on its way? */
  saving: boolean;
}

const Context = createContext<CurriculumPage | null>(null);

export function CurriculumProvider({ value, children }: { value: CurriculumPage; children: ReactNode }) {
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useCurriculumPage(): CurriculumPage {
  const page = useContext(Context);
  if (!page) throw new Error("Only inside the curriculum page");
  return page;
}
