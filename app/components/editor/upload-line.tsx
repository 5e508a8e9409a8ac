import { CircleAlert, CircleCheck, Pause, Play, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "~/components/ui/button";
import { fileSizeText } from "~/lib/file-size";
import { timeLeftText } from "./upload-speed";
import type { UploadItem } from "./use-uploads";

type UploadLineProps = { item: UploadItem; onPause: () => void; onResume: () => void; onCancel: () => void };

/** One upload: how far it is, how long it takes, and what can be done with it. */
export function UploadLine({ item, onPause, onResume, onCancel }: UploadLineProps) {
  if (item.state === "refused") return <Refused item={item} onResume={onResume} onCancel={onCancel} />;
  const percent = item.size === 0 ? 0 : Math.min(100, Math.floor((item.sent / item.size) * 100));
  const active = item.state !== "stored";
  const begun = active && item.state !== "waiting";
  const paused = item.state === "paused";
  return (
    <li className="flex items-center gap-2 text-sm">
      <div className="min-w-0 flex-1 space-y-1.5">
        <p className="flex min-w-0 items-baseline justify-between gap-3">
          <span className="truncate">{item.name}</span>
          <span className="shrink-0 text-xs text-ink-faint tabular-nums">{begun ? `${percent} %` : fileSizeText(item.size)}</span>
        </p>
        {begun && (
          <div
            role="progressbar"
            aria-label={`Upload of ${item.name}`}
            aria-valuenow={percent}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuetext={`${percent} percent. ${stateText(item, percent)}`}
            className="h-1.5 overflow-hidden rounded-full bg-line"
          >
            <div className={item.state === "sending" ? "h-full bg-accent transition-[width] duration-150" : "h-full bg-ink-faint"} style={{ width: `${percent}%` }} />
          </div>
        )}
        {active && <p className="text-xs text-ink-faint tabular-nums">{stateText(item, percent)}</p>}
      </div>
      {item.state === "stored" && (
        <span className="flex shrink-0 items-center gap-1.5 text-success">
          <CircleCheck aria-hidden="true" className="size-4.5" /> <span className="text-xs">Uploaded</span>
        </span>
      )}
      {/* One button for both, so that the keyboard stays on it. */}
      {begun && (
        <Small
          label={`${paused ? "Go on with" : "Pause"} the upload of ${item.name}`}
          onClick={paused ? onResume : onPause}
          icon={paused ? <Play aria-hidden="true" className="size-4" /> : <Pause aria-hidden="true" className="size-4" />}
        />
      )}
      {active && <Small label={`Cancel the upload of ${item.name}`} onClick={onCancel} icon={<X aria-hidden="true" className="size-4" />} />}
    </li>
  );
}

function Refused({ item, onResume, onCancel }: Omit<UploadLineProps, "onPause">) {
  return (
    <li className="flex flex-wrap items-center gap-2 text-sm text-danger">
      <p role="alert" className="flex min-w-0 flex-1 basis-52 gap-2">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        <span className="min-w-0 break-words">{item.problem}</span>
      </p>
      {item.again && (
        <Button type="button" size="sm" variant="secondary" onClick={onResume}>
          Go on
        </Button>
      )}
      <Small label={`Dismiss the message about ${item.name}`} onClick={onCancel} icon={<X aria-hidden="true" className="size-4" />} />
    </li>
  );
}

function Small({ label, icon, onClick }: { label: string; icon: ReactNode; onClick: () => void }) {
  return (
    <button type="button" onClick={onClick} className="grid size-11 shrink-0 place-items-center rounded-md text-ink-muted hover:bg-sunken hover:text-ink sm:size-9">
      {icon}
      <span className="sr-only">{label}</span>
    </button>
  );
}

/** The line under the bar: "12 of 80 MB, 3.4 MB a second, 20 s left". */
function stateText(item: UploadItem, percent: number): string {
  const amount = `${fileSizeText(item.sent)} of ${fileSizeText(item.size)}`;
  switch (item.state) {
    case "waiting":
      return item.sent > 0 ? `${amount}, waiting for the one before` : "Waiting for the one before";
    case "paused":
      return `${amount}, paused`;
    case "offline":
      return `${amount}. The connection is gone; it goes on by itself when it is back.`;
    case "sending":
      if (percent === 100) return "Checking and keeping it…";
      if (!item.bytesPerSecond) return amount;
      return `${amount}, ${fileSizeText(Math.round(item.bytesPerSecond))} a second, ${timeLeftText((item.size - item.sent) / item.bytesPerSecond)}`;
    default:
      return "";
  }
}
