import type { DetailedError, Upload } from "tus-js-client";
import { PIECE_BYTES, type UploadKind } from "~/lib/upload-kinds";

/** What the server tells of a file that is stored. */
export interface UploadedFile {
  id: string;
  name: string;
  size: number;
  contentType: string;
}

export interface PieceUploadEvents {
  onProgress(sentBytes: number): void;
  /** The connection is gone; it goes on by itself. */
  onWaiting(): void;
  onStored(file: UploadedFile): void;
  /** Refused, in words. `again`: the same upload can be gone on with (signed out, or the server is in trouble). */
  onRefused(words: string, again: boolean): void;
}

export interface PieceUpload {
  pause(): void;
  resume(): void;
  /** Gives it up, here and on the server. */
  cancel(): void;
}

const ENDPOINT = "/uploads";
const WAITS_MS = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000];

/**
 * Send a file in pieces. A broken connection is waited for, however long it takes; after a reload, the same file chosen again
 * goes on where it was (the browser remembers the upload by name, size and date of the file).
 */
export async function startPieceUpload(file: File, kind: UploadKind, events: PieceUploadEvents): Promise<PieceUpload> {
  const tus = await import("tus-js-client");
  let stopped = false;
  let tries = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const upload: Upload = new tus.Upload(file, {
    endpoint: ENDPOINT,
    chunkSize: PIECE_BYTES,
    // Waiting and going on is done here, since it never gives up.
    retryDelays: null,
    metadata: { purpose: kind, filename: file.name, filetype: file.type },
    fingerprint: async () => ["lectern", kind, file.name, file.size, file.lastModified].join("|"),
    removeFingerprintOnSuccess: true,
    // The library begins anew whenever it cannot hear how far it was; only an upload that is gone is a reason to.
    onAfterResponse: (request, response) => {
      const status = response.getStatus();
      if (request.getMethod() === "HEAD" && status >= 300 && status !== 404 && status !== 410) throw new Unheard(status);
    },
    onProgress: (sent) => events.onProgress(sent),
    onChunkComplete: () => (tries = 0),
    onSuccess: ({ lastResponse }) => void settle(lastResponse.getBody()),
    onError: (error) => failed(error),
  });

  async function settle(body: string): Promise<void> {
    const known = readFile(body);
    if (known) return events.onStored(known);
    try {
      // The last answer was lost on the way; the server knows.
      const answer = await fetch(upload.url ?? ENDPOINT, { headers: { Accept: "application/json" } });
      const text = await answer.text();
      const told = readFile(text);
      if (told) events.onStored(told);
      else if (answer.status < 500) events.onRefused(sentence(text, file.name), false);
      else wait(() => void settle(""));
    } catch {
      wait(() => void settle(""));
    }
  }

  function failed(error: Error | DetailedError): void {
    if (stopped) return;
    const response = "originalResponse" in error ? error.originalResponse : null;
    const cause = "causingError" in error ? error.causingError : null;
    const status = response?.getStatus() ?? (cause instanceof Unheard ? cause.status : 0);
    const begun = upload.url !== null;
    // No answer, a server that is starting, or a piece that crossed another: nothing is lost, so it goes on later.
    if ([0, 409, 423, 502, 503, 504].includes(status) || (status === 429 && begun)) return wait(begin);
    if ((status === 400 || status === 500) && begun && tries < 3) return wait(begin);
    if (status === 401) return events.onRefused("You were signed out. Sign in again in another tab, then go on here.", true);
    events.onRefused(sentence(response?.getBody() ?? "", file.name), status >= 500 && status !== 507);
  }

  function wait(then: () => void): void {
    events.onWaiting();
    clearTimeout(timer);
    const go = () => {
      window.removeEventListener("online", go);
      clearTimeout(timer);
      if (!stopped) then();
    };
    window.addEventListener("online", go, { once: true });
    timer = setTimeout(go, WAITS_MS[Math.min(tries, WAITS_MS.length - 1)]);
    tries += 1;
  }

  function begin(): void {
    stopped = false;
    upload.start();
  }

  function halt(terminate: boolean): void {
    stopped = true;
    clearTimeout(timer);
    // What cannot be given up now is forgotten by the server after a day.
    void upload.abort(terminate).catch(() => {});
  }

  const former = (await upload.findPreviousUploads()).sort((a, b) => Date.parse(b.creationTime) - Date.parse(a.creationTime))[0];
  if (former) upload.resumeFromPreviousUpload(former);
  begin();
  return { pause: () => halt(false), resume: begin, cancel: () => halt(true) };
}

/** The server answered, but not how far the upload is. */
class Unheard extends Error {
  constructor(readonly status: number) {
    super(`The server answered ${status}`);
  }
}

/** The server's own words, when they are words. */
function sentence(body: string, name: string): string {
  const words = body.trim();
  return words && words.length < 400 && !words.startsWith("<") ? words : `“${name}” could not be kept. Try again in a moment.`;
}

function readFile(body: string): UploadedFile | null {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== "object" || value === null) return null;
    const { id, name, size, contentType } = value as Record<string, unknown>;
    return typeof id === "string" && typeof name === "string" && typeof size === "number" && typeof contentType === "string" ? { id, name, size, contentType } : null;
  } catch {
    return null;
  }
}
