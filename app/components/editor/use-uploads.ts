import { useEffect, useRef, useState } from "react";
import { fileSizeText } from "~/lib/file-size";
import { UPLOAD_KINDS, type UploadKind } from "~/lib/upload-kinds";
import { startPieceUpload, type PieceUpload, type UploadedFile } from "./piece-upload";
import { UploadSpeed } from "./upload-speed";

export type UploadState = "waiting" | "sending" | "paused" | "offline" | "refused" | "stored";

export interface UploadItem {
  key: number;
  name: string;
  size: number;
  sent: number;
  bytesPerSecond: number | null;
  state: UploadState;
  /** Why it was refused, in words. */
  problem?: string;
  /** A refused upload that can be gone on with. */
  again?: boolean;
}

interface Work {
  file: File;
  speed: UploadSpeed;
  upload?: PieceUpload;
  /** Counts the starts: what an earlier one still tells is of no interest. */
  start: number;
  paused: boolean;
  cancelled: boolean;
}

/** Uploads of one place on a page: one goes at a time, the others wait. */
export function useUploads(kind: UploadKind, onStored: (file: UploadedFile) => void) {
  const [items, setItems] = useState<UploadItem[]>([]);
  const works = useRef(new Map<number, Work>());
  const queue = useRef<number[]>([]);
  const running = useRef<number | null>(null);
  const lastKey = useRef(0);
  const stored = useRef(onStored);
  stored.current = onStored;

  useEffect(() => {
    const all = works.current;
    // What is left behind can be gone on with when the same file is chosen again.
    return () => all.forEach((work) => work.upload?.pause());
  }, []);
  const busy = items.some((item) => item.state === "waiting" || item.state === "sending" || item.state === "offline");
  useEffect(() => {
    if (!busy) return;
    // The browser asks before it closes a page that still sends.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [busy]);

  const change = (key: number, next: Partial<UploadItem>) => setItems((now) => now.map((item) => (item.key === key ? { ...item, ...next } : item)));

  function next(): void {
    if (running.current !== null) return;
    const key = queue.current.shift();
    const work = key === undefined ? undefined : works.current.get(key);
    if (key === undefined) return;
    if (!work || work.cancelled) return next();
    running.current = key;
    change(key, { state: "sending" });
    void start(key, work);
  }

  function over(key: number): void {
    if (running.current === key) running.current = null;
    next();
  }

  async function start(key: number, work: Work): Promise<void> {
    const mine = (work.start += 1);
    const current = () => work.start === mine && !work.cancelled;
    try {
      const upload = await startPieceUpload(work.file, kind, {
        onProgress(sent) {
          if (!current() || work.paused) return;
          work.speed.add(performance.now(), sent);
          change(key, { sent, bytesPerSecond: work.speed.bytesPerSecond(), state: "sending" });
        },
        onWaiting: () => current() && change(key, { state: "offline", bytesPerSecond: null }),
        onStored(file) {
          works.current.delete(key);
          change(key, { state: "stored", sent: work.file.size, name: file.name });
          stored.current(file);
          over(key);
        },
        onRefused(problem, again) {
          change(key, { state: "refused", problem, again });
          if (!again) works.current.delete(key);
          over(key);
        },
      });
      if (work.cancelled) upload.cancel();
      else if (work.paused || !current()) upload.pause();
      if (current()) work.upload = upload;
    } catch {
      change(key, { state: "refused", problem: `“${work.file.name}” could not be sent. Reload the page and try again.` });
      over(key);
    }
  }

  function choose(files: File[]): void {
    const { maxBytes } = UPLOAD_KINDS[kind];
    const added = files.map((file): UploadItem => {
      const key = (lastKey.current += 1);
      const item = { key, name: file.name, size: file.size, sent: 0, bytesPerSecond: null };
      if (file.size > maxBytes) return { ...item, state: "refused", problem: `“${file.name}” is larger than ${fileSizeText(maxBytes)}. Make it smaller and try again.` };
      if (file.size === 0) return { ...item, state: "refused", problem: `“${file.name}” is empty. Choose another file.` };
      works.current.set(key, { file, speed: new UploadSpeed(), start: 0, paused: false, cancelled: false });
      queue.current.push(key);
      return { ...item, state: "waiting" };
    });
    setItems((now) => [...now.filter((item) => item.state !== "stored" && (item.state !== "refused" || item.again)), ...added]);
    next();
  }

  /** Stops one; those behind it go on meanwhile. */
  function pause(key: number): void {
    const work = works.current.get(key);
    if (!work) return;
    work.paused = true;
    work.upload?.pause();
    change(key, { state: "paused", bytesPerSecond: null });
    over(key);
  }

  /** Waits its turn, and goes on from where it was. */
  function resume(key: number): void {
    const work = works.current.get(key);
    if (!work) return;
    work.upload?.pause();
    delete work.upload;
    work.paused = false;
    work.speed = new UploadSpeed();
    queue.current.push(key);
    change(key, { state: "waiting" });
    next();
  }

  function cancel(key: number): void {
    const work = works.current.get(key);
    if (work) {
      work.cancelled = true;
      work.upload?.cancel();
      works.current.delete(key);
    }
    queue.current = queue.current.filter((one) => one !== key);
    setItems((now) => now.filter((item) => item.key !== key));
    over(key);
  }

  return { items, choose, pause, resume, cancel };
}
