/** One part of a whole, as a bar and in words. */
export interface Part {
  key: string;
  label: string;
  value: number;
  text: string;
  /** Small, after the label. */
  note: string | null;
}

const SHOWN = 8;

/** Parts as bars beside their names, the largest first: plain boxes, so it needs no script. The rest stands in the table. */
export function PartBars({ parts, more }: { parts: readonly Part[]; /** Said when there are more than are shown. */ more: (count: number) => string }) {
  const largest = Math.max(...parts.map(({ value }) => Math.abs(value)), 0);
  const shown = parts.slice(0, SHOWN);
  return (
    <>
      <ul className="space-y-3.5">
        {shown.map((part) => (
          <li key={part.key}>
            <div className="flex items-baseline justify-between gap-4 text-sm">
              <span className="flex min-w-0 flex-col sm:flex-row sm:items-baseline sm:gap-2">
                <span className="line-clamp-2 wrap-anywhere sm:line-clamp-1">{part.label}</span>
                {part.note && <span className="shrink-0 text-xs text-ink-faint">{part.note}</span>}
              </span>
              <span className="shrink-0 font-medium tabular-nums">{part.text}</span>
            </div>
            <div aria-hidden="true" className="mt-1.5 h-1.5 overflow-clip rounded-full bg-sunken">
              <div className={part.value < 0 ? "h-full rounded-full bg-danger-solid" : "h-full rounded-full bg-accent"} style={{ width: `${largest === 0 ? 0 : (Math.abs(part.value) / largest) * 100}%` }} />
            </div>
          </li>
        ))}
      </ul>
      {parts.length > SHOWN && <p className="mt-4 text-sm text-ink-muted">{more(parts.length - SHOWN)}</p>}
    </>
  );
}
