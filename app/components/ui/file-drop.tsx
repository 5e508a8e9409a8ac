import { FileText } from "lucide-react";
import { useRef, useState, type InputHTMLAttributes } from "react";
import { cn } from "~/lib/cn";
import { useFieldControl } from "./field";
import { useEarlyFiles } from "./use-early-files";

export type FileDropProps = Omit<InputHTMLAttributes<HTMLInputElement>, "type"> & {
  /** What fits: "JPEG or PNG, up to 5 MB". */
  hint?: string;
  onFiles?: (files: File[]) => void;
};

/** The browser's own file input, drawn as a place to drop files on; it takes drops by itself. Lists what was chosen. */
export function FileDrop({ hint, onFiles, className, onChange, ...own }: FileDropProps) {
  const wired = useFieldControl(own);
  const [files, setFiles] = useState<File[]>([]);
  const input = useRef<HTMLInputElement>(null);
  useEarlyFiles(input, setFiles);
  useEarlyFiles(input, onFiles);
  return (
    <div className="space-y-2">
      <div className="relative">
        <input
          {...own}
          {...wired}
          ref={input}
          type="file"
          onChange={(event) => {
            const chosen = Array.from(event.currentTarget.files ?? []);
            setFiles(chosen);
            onFiles?.(chosen);
            onChange?.(event);
          }}
          className={cn(
            "block w-full rounded-lg border border-dashed border-line-strong bg-surface px-4 pt-5 text-sm text-ink-muted transition-colors duration-150 hover:bg-sunken",
            "file:mr-3 file:min-h-11 file:rounded-md file:border file:border-solid file:border-edge file:bg-surface file:px-4 file:text-sm file:font-medium file:text-ink sm:file:min-h-10",
            "aria-invalid:border-danger-solid disabled:opacity-55",
            hint ? "pb-11" : "pb-5",
            className,
          )}
        />
        {hint && <p className="pointer-events-none absolute bottom-3.5 left-4 text-xs text-ink-faint">{hint}</p>}
      </div>
      {files.length > 0 && (
        <ul className="space-y-1 text-sm text-ink-muted" aria-label="Chosen files">
          {files.map((file) => (
            <li key={`${file.name}-${file.size}-${file.lastModified}`} className="flex min-w-0 items-center gap-2">
              <FileText aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
              <span className="truncate">{file.name}</span>
              <span className="ml-auto shrink-0 text-ink-faint tabular-nums">{fileSize(file.size)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function fileSize(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
