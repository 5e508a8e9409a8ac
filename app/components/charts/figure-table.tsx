import { cn } from "~/lib/cn";

export interface FigureColumn<Row> {
  key: string;
  header: string;
  cell: (row: Row) => string;
  /** The figure that matters. */
  strong?: boolean;
}

/**
 * The table behind a chart: many lines of short figures. A real table on phones too, in a frame that scrolls both ways under its
 * first line and beside its first column; records belong into `Table`.
 */
export function FigureTable<Row>({ caption, columns, rows, rowKey }: { caption: string; /** The first one names the line. */ columns: readonly FigureColumn<Row>[]; rows: readonly Row[]; rowKey: (row: Row) => string }) {
  return (
    // What scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div role="region" aria-label={caption} tabIndex={0} className="max-h-96 overflow-auto outline-offset-[-2px]">
      <table className="w-full text-sm whitespace-nowrap tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 z-20 text-xs text-ink-faint">
          <tr>
            {columns.map((column, index) => (
              <th key={column.key} scope="col" className={cn("bg-surface px-3 py-2.5 font-medium shadow-[inset_0_-1px_0_var(--line)] last:pr-5 sm:last:pr-6", index === 0 ? "sticky left-0 pl-5 text-left sm:pl-6" : "text-right")}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.key} scope="row" className="sticky left-0 z-10 max-w-40 truncate bg-surface py-2.5 pr-3 pl-5 text-left font-normal sm:max-w-72 sm:pl-6">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} className={cn("px-3 py-2.5 text-right last:pr-5 sm:last:pr-6", column.strong ? "font-medium text-ink" : "text-ink-muted")}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
