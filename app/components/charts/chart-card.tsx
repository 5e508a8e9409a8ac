import { Download, Table2 } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import { Button, buttonStyles } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { cn } from "~/lib/cn";

export interface ChartCardProps {
  title: string;
  description?: ReactNode;
  /** Beside the title: a legend. */
  legend?: ReactNode;
  /** The picture. */
  children: ReactNode;
  /** The same figures as a table: shown on request, and by itself where scripts do not run. */
  table: ReactNode;
  /** Address of the table as a file. */
  csv: string;
  /** The picture needs scripts. */
  drawn?: boolean;
  className?: string;
}

/** A chart with the table behind it. */
export function ChartCard({ title, description, legend, children, table, csv, drawn = false, className }: ChartCardProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <Card
      title={title}
      description={description}
      action={legend}
      className={className}
      footer={
        <>
          <Button type="button" variant="ghost" size="sm" className="-ml-3 noscript:hidden" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
            <Table2 aria-hidden="true" />
            {open ? "Hide the table" : "Show as a table"}
          </Button>
          <a href={csv} download aria-label={`Download “${title}” as CSV`} className={cn(buttonStyles({ variant: "ghost", size: "sm" }), "ml-auto -mr-3")}>
            <Download aria-hidden="true" />
            CSV
          </a>
        </>
      }
    >
      <div className={cn(drawn && "noscript:hidden")}>{children}</div>
      <div id={id} className={cn("-mx-5 -mb-5 border-t border-line sm:-mx-6 sm:-mb-6", drawn ? "noscript:mt-0" : "noscript:mt-6", open ? "mt-6 block" : "hidden noscript:block")}>
        {table}
      </div>
    </Card>
  );
}

/** What the two marks of a chart are. */
export function Legend({ now, before }: { now: string; before: string }) {
  return (
    <p aria-hidden="true" className="flex flex-wrap gap-x-5 gap-y-1 text-xs text-ink-muted noscript:hidden">
      <span className="inline-flex items-center gap-2">
        <span className="size-2.5 rounded-[3px] bg-accent" />
        {now}
      </span>
      <span className="inline-flex items-center gap-2">
        <span className="w-4 border-t-2 border-dashed border-ink-faint" />
        {before}
      </span>
    </p>
  );
}
