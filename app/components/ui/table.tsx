import type { ReactNode } from "react";
import { cn } from "~/lib/cn";

export type TableColumn<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  /** The cell that names the row: first and large on phones. One per table. */
  primary?: boolean;
  /** Left out on phones. */
  wideOnly?: boolean;
  className?: string;
};

export type TableProps<Row> = {
  /** Read to screen readers; shown only with `showCaption`. */
  caption: string;
  showCaption?: boolean;
  columns: ReadonlyArray<TableColumn<Row>>;
  rows: ReadonlyArray<Row>;
  rowKey: (row: Row) => string;
  className?: string;
};

/**
 * Rows and columns; on phones every row becomes a small card of label and value. The roles are written out because
 * browsers forget a table's meaning once its display changes.
 */
export function Table<Row>({ caption, showCaption, columns, rows, rowKey, className }: TableProps<Row>) {
  return (
    <table role="table" className={cn("block w-full text-sm sm:table", className)}>
      <caption className={cn(showCaption ? "block pb-3 text-left text-base font-semibold sm:table-caption" : "sr-only")}>{caption}</caption>
      <thead role="rowgroup" className="sr-only sm:not-sr-only sm:table-header-group">
        <tr role="row" className="sm:table-row">
          {columns.map((column) => (
            <th
              key={column.key}
              role="columnheader"
              scope="col"
              className={cn(
                "border-b border-line px-3 py-2.5 text-left text-xs font-medium whitespace-nowrap text-ink-faint first:pl-5 last:pr-5 sm:first:pl-6 sm:last:pr-6",
                column.align === "end" && "text-right",
                column.wideOnly && "hidden sm:table-cell",
              )}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="block divide-y divide-line sm:table-row-group">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row" className="flex flex-col gap-1 px-5 py-3.5 transition-colors duration-150 sm:table-row sm:p-0 sm:hover:bg-paper">
            {columns.map((column) => (
              <td
                key={column.key}
                role="cell"
                className={cn(
                  "flex items-baseline justify-between gap-4 sm:table-cell sm:px-3 sm:py-3.5 sm:align-middle sm:first:pl-6 sm:last:pr-6",
                  column.align === "end" && "sm:text-right sm:tabular-nums",
                  column.primary ? "order-first text-base font-medium sm:text-sm" : "text-ink-muted",
                  column.wideOnly && "hidden",
                  column.className,
                )}
              >
                {!column.primary && (
                  <span aria-hidden="true" className="text-ink-faint sm:hidden">
                    {column.header}
                  </span>
                )}
                <span className={cn("min-w-0", !column.primary && "text-right sm:text-inherit")}>{column.cell(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
