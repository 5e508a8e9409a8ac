import { cn } from "~/lib/cn";

/** A person or a store: its picture, else its initials. Decorative beside the written name. */
export function Avatar({ name, src, size = "md", square, className }: { name: string; src?: string | null; size?: "sm" | "md" | "lg"; square?: boolean; className?: string }) {
  const classes = cn(
    "grid shrink-0 place-items-center overflow-hidden bg-accent-soft font-medium text-accent-ink select-none",
    square ? "rounded-sm" : "rounded-full",
    size === "sm" && "size-7 text-xs",
    size === "md" && "size-9 text-sm",
    size === "lg" && "size-14 text-lg",
    className,
  );
  if (src) return <img src={src} alt="" className={cn(classes, "object-cover")} />;
  return (
    <span aria-hidden="true" className={classes}>
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0] ?? "";
  const last = words.length > 1 ? (words[words.length - 1] ?? "") : "";
  return ([...first][0] ?? "?").toUpperCase() + ([...last][0] ?? "").toUpperCase();
}
