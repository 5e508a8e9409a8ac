import { formOf, readQueue, withNews, withoutSent, type News, type Queue } from "./waiting";

const ADDRESS = "/library/progress";
/** After a send that failed for another reason than being offline. */
const AGAIN = 20_000;

export type Outcome =
  /** Everything is with the server. */
  | "sent"
  /** No network. */
  | "offline"
  /** The server did not take it now: busy, signed out, somebody else signed in. It is kept. */
  | "kept";

export interface WaitingStore {
  read(): Queue;
  add(news: News): void;
  /** Send what waits, one lesson after the other. One sending at a time. */
  send(): Promise<Outcome>;
  /** Hand everything to the browser as the page is left. It stays until an answer was seen: sending it again changes nothing. */
  leave(): void;
  /** Called whenever something was added, sent or failed. Returns how to stop. */
  watch(listener: () => void): () => void;
  isOffline(): boolean;
}

const stores = new Map<string, WaitingStore>();

/** What one person's browser has not yet told the server: kept over reloads and days without a network. */
export function waitingStore(user: string): WaitingStore {
  const open = stores.get(user);
  if (open) return open;
  const made = create(user);
  stores.set(user, made);
  return made;
}

function create(user: string): WaitingStore {
  const key = `lectern-waiting:${user}`;
  const listeners = new Set<() => void>();
  let memory: Queue = {};
  let offline = false;
  let running: Promise<Outcome> = Promise.resolve("sent");
  let next: Promise<Outcome> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const read = (): Queue => {
    try {
      memory = readQueue(localStorage.getItem(key));
    } catch {
      // Storage may be closed to us: it then lasts as long as the page.
    }
    return memory;
  };
  const write = (queue: Queue) => {
    memory = queue;
    try {
      if (Object.keys(queue).length === 0) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(queue));
    } catch {
      // See above.
    }
    for (const listener of listeners) listener();
  };
  const setOffline = (is: boolean) => {
    if (offline === is) return;
    offline = is;
    for (const listener of listeners) listener();
  };

  async function sendAll(): Promise<Outcome> {
    // The oldest first: in a course taken in order, one lesson opens the next.
    for (const entry of Object.values(read()).sort((one, other) => one.at - other.at)) {
      let status: number;
      try {
        status = (await fetch(ADDRESS, { method: "POST", body: formOf(entry, user, Date.now()) })).status;
      } catch {
        setOffline(true);
        return "offline";
      }
      setOffline(false);
      // Signed out, or somebody else is signed in: it waits for its owner.
      if (status === 401 || status === 409 || status === 429 || status >= 500) return "kept";
      // Any other refusal stays one: the access has ended, the lesson is gone.
      write(withoutSent(read(), entry));
    }
    return "sent";
  }

  // Whoever asks while a sending is under way gets the next one: theirs may not be in this one.
  const send = (): Promise<Outcome> => {
    clearTimeout(timer);
    next ??= running.then(async () => {
      next = null;
      const outcome = await sendAll();
      if (outcome !== "sent") timer = setTimeout(() => void send(), AGAIN);
      return outcome;
    });
    running = next;
    return next;
  };

  if (typeof window !== "undefined") {
    window.addEventListener("online", () => void send());
    window.addEventListener("offline", () => setOffline(true));
  }

  return {
    read,
    add: (news) => write(withNews(read(), news)),
    send,
    leave: () => {
      for (const entry of Object.values(read()).slice(-10)) navigator.sendBeacon(ADDRESS, formOf(entry, user, Date.now()));
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isOffline: () => offline || !navigator.onLine,
  };
}
