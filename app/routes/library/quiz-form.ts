const FIELD = "q.";

/** The answers of a quiz's form: fields `q.<question id>`, several for a question with several right options. */
export function answersFrom(form: FormData): Record<string, string[]> {
  const answers = new Map<string, string[]>();
  for (const [name, value] of form) {
    if (!name.startsWith(FIELD) || typeof value !== "string") continue;
    const id = name.slice(FIELD.length);
    answers.set(id, [...(answers.get(id) ?? []), value]);
  }
  return Object.fromEntries(answers);
}

/** Which attempt the page offered; 0 for nonsense, which is never the next. */
export function attemptFrom(form: FormData): number {
  const given = Number(form.get("attempt"));
  return Number.isInteger(given) && given > 0 ? given : 0;
}
