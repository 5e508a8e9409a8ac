import { useRevalidator } from "@remix-run/react";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { FilePicker } from "./file-picker";
import { sendFile, type Sending } from "./send-file";

export type UploadProps = {
  /** The route that takes the file. */
  action: string;
  label: string;
  hint: string;
  accept?: string;
  multiple?: boolean;
  maxBytes: number;
};

interface Item {
  id: number;
  name: string;
  /** 0 to 1. */
  share: number;
  state: "waiting" | "sending" | "kept" | "refused" | "cancelled";
  problem?: string;
}

/**
 * Choose or drop files and see them go, one after the other. Without JavaScript it is a plain form with a button. A file
 * that is too large is refused before it is sent.
 */
export function Upload({ action, label, hint, accept, multiple, maxBytes }: UploadProps) {
  const revalidator = useRevalidator();
  const [items, setItems] = useState<Item[]>([]);
  const queue = useRef<{ id: number; file: File }[]>([]);
  const running = useRef<{ id: number; sending: Sending } | null>(null);
  const lastId = useRef(0);
  useEffect(() => () => running.current?.sending.cancel(), []);
  const busy = items.some((item) => item.state === "sending" || item.state === "waiting");
  useEffect(() => {
    if (!busy) return;
    // The browser asks before it closes a page that still sends.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [busy]);

  const change = (id: number, next: Partial<Item>) => setItems((now) => now.map((item) => (item.id === id ? { ...item, ...next } : item)));

  async function work() {
    if (running.current) return;
    for (let next = queue.current.shift(); next; next = queue.current.shift()) {
      const { id, file } = next;
      change(id, { state: "sending" });
      const sending = sendFile(action, "file", file, (share) => change(id, { share }));
      running.current = { id, sending };
      const problem = await sending.done;
      running.current = null;
      if (problem === null) {
        change(id, { state: "kept", share: 1 });
        revalidator.revalidate();
      } else change(id, problem === "" ? { state: "cancelled" } : { state: "refused", problem });
    }
  }

  function choose(files: File[]) {
    const added = files.map((file): Item => {
      const item = { id: (lastId.current += 1), name: file.name, share: 0 };
      if (file.size > maxBytes) return { ...item, state: "refused", problem: `“${file.name}” is larger than ${Math.round(maxBytes / 1_000_000)} MB.` };
      if (file.size === 0) return { ...item, state: "refused", problem: `“${file.name}” is empty.` };
      queue.current.push({ id: item.id, file });
      return { ...item, state: "waiting" };
    });
    setItems((now) => [...now.filter((item) => item.state === "sending" || item.state === "waiting"), ...added]);
    void work();
  }

  function cancel(id: number) {
    queue.current = queue.current.filter((entry) => entry.id !== id);
    if (running.current?.id === id) running.current.sending.cancel();
    else change(id, { state: "cancelled" });
  }

  const said = items.filter((item) => item.state === "kept").map((item) => `${item.name} is uploaded.`);
  return (
    <div className="space-y-3">
      <FilePicker action={action} label={label} hint={hint} accept={accept} multiple={multiple} onFiles={choose} />
      {items.length > 0 && (
        <ul className="space-y-2.5" aria-label="Uploads">
          {items.map((item) => (
            <UploadItem key={item.id} item={item} onCancel={() => cancel(item.id)} />
          ))}
        </ul>
      )}
      <p role="status" className="sr-only">
        {said.join(" ")}
      </p>
    </div>
  );
}

function UploadItem({ item, onCancel }: { item: Item; onCancel: () => void }) {
  const active = item.state === "sending" || item.state === "waiting";
  const percent = Math.round(item.share * 100);
  if (item.state === "refused") {
    return (
      <li role="alert" className="flex gap-2 text-sm text-danger">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        <span className="min-w-0 break-words">{item.problem}</span>
      </li>
    );
  }
  return (
    <li className="flex items-center gap-3 text-sm">
      <div className="min-w-0 flex-1 space-y-1.5">
        <p className="flex items-baseline justify-between gap-3">
          <span className="truncate">{item.name}</span>
          <span className="shrink-0 text-xs text-ink-faint tabular-nums">
            {item.state === "waiting" ? "Waiting" : item.state === "cancelled" ? "Cancelled" : item.state === "kept" ? "Uploaded" : percent === 100 ? "Saving…" : `${percent} %`}
          </span>
        </p>
        {active && (
          <div role="progressbar" aria-label={`Upload of ${item.name}`} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100} className="h-1.5 overflow-hidden rounded-full bg-line">
            <div className="h-full bg-accent transition-[width] duration-150" style={{ width: `${percent}%` }} />
          </div>
        )}
      </div>
      {item.state === "kept" && <CircleCheck aria-hidden="true" className="size-4.5 shrink-0 text-success" />}
      {active && (
        <button type="button" onClick={onCancel} className="grid size-11 shrink-0 place-items-center rounded-md text-ink-muted hover:bg-sunken hover:text-ink sm:size-9">
          <X aria-hidden="true" className="size-4" />
          <span className="sr-only">Cancel the upload of {item.name}</span>
        </button>
      )}
    </li>
  );
}
