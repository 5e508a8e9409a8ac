/** A lesson that will be made from a file. */
export interface PlannedLesson {
  /** The file, as it was sent. */
  path: string;
  title: string;
  /** Sanitised. */
  bodyHtml: string;
  isPreview: boolean;
  dripDays: number | null;
  /** ISO, UTC. */
  dripAt: string | null;
  videoUrl: string | null;
  /** What of the file does not come along, in words. */
  notes: string[];
}

export interface PlannedModule {
  /** Null: lessons from files without a folder; the creator chooses their module. */
  title: string | null;
  lessons: PlannedLesson[];
}

export interface ImportPlan {
  modules: PlannedModule[];
  /** Files that make no lesson, and why. */
  leftOut: { path: string; why: string }[];
}

/** What one file says, before it has a place. */
export interface ReadFile {
  path: string;
  /** Its folders and its own name, cleaned. */
  parts: string[];
  /** The title of its module, where the file itself says it. */
  moduleTitle: string | null;
  /** Null: it only names a module that has no lessons. */
  lesson: PlannedLesson | null;
}

const MAX_TITLE = 120;
/** Characters that are not seen, or change the order in which others are shown. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const byName = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** "01 Intro/02 First.md" as its parts; whatever would lead elsewhere is gone, and no part ever decides where a file lies. */
export function pathParts(path: string): string[] {
  return path
    .normalize("NFC")
    .replace(UNSEEN, "")
    .split(/[/\\]+/)
    .map((part) => part.trim())
    .filter((part) => part !== "" && part !== "." && part !== "..")
    .slice(-12);
}

/** "02 First_steps.md" → "First steps": without ending and leading number. */
export function titleOfName(name: string): string {
  const bare = name.replace(/\.(md|markdown|mdown)$/i, "");
  const words = bare.replace(/^\d{1,3}(?:[ ._)-]+)(?=\S)/, "");
  return shortTitle(/\s/.test(words) ? words : words.replace(/[_-]+/g, " ")) || shortTitle(bare) || "Lesson";
}

/** On one line and no longer than a title may be. */
export function shortTitle(text: string): string {
  return [...text.normalize("NFC").replace(UNSEEN, " ").replace(/\s+/g, " ").trim()].slice(0, MAX_TITLE).join("").trim();
}

/**
 * Where each lesson goes: a folder is a module, files without a folder stand first, everything in the natural order of names
 * ("2" before "10"). A folder around all the others (the one that was chosen) is no module.
 */
export function arrange(files: ReadFile[]): PlannedModule[] {
  const around = outerFolder(files);
  const folders = new Map<string, { parts: string[]; files: ReadFile[] }>();
  for (const file of files) {
    const parts = file.parts.slice(around, -1);
    const name = parts.join("/");
    folders.set(name, { parts, files: [...(folders.get(name)?.files ?? []), file] });
  }
  return [...folders.values()]
    .sort((one, other) => compareParts(one.parts, other.parts))
    .flatMap(({ parts, files: inside }): PlannedModule[] => {
      const sorted = [...inside].sort((one, other) => compareParts(one.parts, other.parts));
      const lessons = sorted.flatMap(({ lesson }) => lesson ?? []);
      if (parts.length === 0) return lessons.length === 0 ? [] : [{ title: null, lessons }];
      const said = sorted.find(({ moduleTitle }) => moduleTitle !== null)?.moduleTitle;
      return [{ title: said ?? shortTitle(parts.map(titleOfName).join(": ")), lessons }];
    });
}

function outerFolder(files: ReadFile[]): number {
  const first = files[0]?.parts[0];
  const shared = files.length > 0 && files.every(({ parts }) => parts.length > 1 && parts[0] === first);
  return shared && files.some(({ parts }) => parts.length > 2) ? 1 : 0;
}

function compareParts(one: string[], other: string[]): number {
  for (let at = 0; at < Math.min(one.length, other.length); at += 1) {
    const by = byName.compare(one[at] ?? "", other[at] ?? "");
    if (by !== 0) return by;
  }
  return one.length - other.length;
}
