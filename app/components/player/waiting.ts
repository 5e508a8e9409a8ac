/** What waits to be sent about one lesson: the newest of each thing, never a history. Times are this browser's, in milliseconds. */
export interface Waiting {
  offer: string;
  lesson: string;
  /** When the person was last there. */
  at: number;
  position?: { seconds: number; at: number };
  completed?: { done: boolean; at: number };
  note?: { text: string; at: number };
}

/** By lesson id. */
export type Queue = Readonly<Record<string, Waiting>>;

export interface News {
  offer: string;
  lesson: string;
  at: number;
  positionSeconds?: number;
  completed?: boolean;
  note?: string;
}

/** More lessons than anybody visits between two moments online. Beyond it, mere positions make room; marks and notes stay. */
const MOST = 200;

/** The queue with one more thing in it. The later of two wins, in whatever order they come in. */
export function withNews(queue: Queue, news: News): Queue {
  const before = queue[news.lesson];
  const after: Waiting = { ...before, offer: news.offer, lesson: news.lesson, at: Math.max(before?.at ?? 0, news.at) };
  if (news.positionSeconds !== undefined && news.at >= (before?.position?.at ?? 0)) after.position = { seconds: Math.floor(news.positionSeconds), at: news.at };
  if (news.completed !== undefined && news.at >= (before?.completed?.at ?? 0)) after.completed = { done: news.completed, at: news.at };
  if (news.note !== undefined && news.at >= (before?.note?.at ?? 0)) after.note = { text: news.note, at: news.at };
  return bounded({ ...queue, [news.lesson]: after });
}

function bounded(queue: Queue): Queue {
  const entries = Object.values(queue);
  if (entries.length <= MOST) return queue;
  const [least] = entries.filter((entry) => !entry.completed && !entry.note).sort((one, other) => one.at - other.at);
  return least ? without(queue, least.lesson) : queue;
}

function without(queue: Queue, lesson: string): Queue {
  return Object.fromEntries(Object.entries(queue).filter(([id]) => id !== lesson));
}

/** The queue after the server has taken `sent`: what came in meanwhile stays. */
export function withoutSent(queue: Queue, sent: Waiting): Queue {
  const now = queue[sent.lesson];
  if (!now) return queue;
  const newer = <T extends { at: number }>(mine: T | undefined, theirs: T | undefined) => (mine && mine.at > (theirs?.at ?? -1) ? mine : undefined);
  const position = newer(now.position, sent.position);
  const completed = newer(now.completed, sent.completed);
  const note = newer(now.note, sent.note);
  if (!position && !completed && !note && now.at <= sent.at) return without(queue, sent.lesson);
  const { offer, lesson, at } = now;
  return { ...queue, [lesson]: { offer, lesson, at, ...(position && { position }), ...(completed && { completed }), ...(note && { note }) } };
}

/** What is sent of an entry. The server counts from the time between each moment and `sent`. */
export function formOf(entry: Waiting, user: string, sent: number): FormData {
  const form = new FormData();
  const put = (name: string, value: string | number) => form.set(name, String(value));
  put("user", user);
  put("offer", entry.offer);
  put("lesson", entry.lesson);
  put("sent", sent);
  put("at", entry.at);
  if (entry.position) {
    put("position", entry.position.seconds);
    put("positionAt", entry.position.at);
  }
  if (entry.completed) {
    put("completed", entry.completed.done ? "yes" : "no");
    put("completedAt", entry.completed.at);
  }
  if (entry.note) {
    put("note", entry.note.text);
    put("noteAt", entry.note.at);
  }
  return form;
}

/** The queue out of what was stored; what cannot be read is left out. */
export function readQueue(stored: string | null): Queue {
  let json: unknown;
  try {
    json = JSON.parse(stored ?? "{}");
  } catch {
    return {};
  }
  if (!isRecord(json)) return {};
  return Object.fromEntries(
    Object.entries(json).flatMap(([id, entry]): [string, Waiting][] => {
      if (!isRecord(entry) || typeof entry.offer !== "string" || typeof entry.at !== "number") return [];
      const { offer, at, position, completed, note } = entry;
      return [
        [
          id,
          {
            offer,
            lesson: id,
            at,
            ...(isRecord(position) && typeof position.seconds === "number" && typeof position.at === "number" && { position: { seconds: position.seconds, at: position.at } }),
            ...(isRecord(completed) && typeof completed.done === "boolean" && typeof completed.at === "number" && { completed: { done: completed.done, at: completed.at } }),
            ...(isRecord(note) && typeof note.text === "string" && typeof note.at === "number" && { note: { text: note.text, at: note.at } }),
          },
        ],
      ];
    }),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
