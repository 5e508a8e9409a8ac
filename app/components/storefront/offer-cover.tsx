import { cn } from "~/lib/cn";
import type { OfferKind } from "~/generated/prisma/enums";
import { kindLabel } from "~/lib/offer-kind";

export type OfferCoverProps = {
  /** Address of the picture; without one the title itself is set as a cover. */
  src: string | null;
  title: string;
  kind: OfferKind;
  /** Above the fold: fetched first. */
  priority?: boolean;
  /** `plain` where the title stands right beside it, small. */
  size?: "card" | "page" | "plain";
  className?: string;
};

/** The face of an offer, always 3:2. Decorative: the title is written beside it. */
export function OfferCover({ src, title, kind, priority, size = "card", className }: OfferCoverProps) {
  const frame = cn("relative aspect-[3/2] w-full overflow-clip bg-accent-soft", size === "plain" ? "rounded-md" : "rounded-lg shadow-cover", className);
  if (src) {
    return (
      <div className={frame}>
        <img src={src} alt="" width={1200} height={800} loading={priority ? "eager" : "lazy"} decoding="async" fetchPriority={priority ? "high" : "auto"} className="size-full object-cover" />
      </div>
    );
  }
  return (
    <div aria-hidden="true" className={cn(frame, "flex flex-col justify-between text-accent-ink", size === "page" ? "p-8 sm:p-12" : size === "card" ? "p-6" : "p-2")}>
      <span className={cn("block h-px w-10 bg-current", size === "plain" && "w-4")} />
      {size !== "plain" && (
        <span className={cn("font-display font-medium tracking-[-0.015em] text-balance", size === "page" ? "text-4xl" : "line-clamp-3 text-2xl")}>{title}</span>
      )}
      <span className={cn("text-xs", size === "plain" && "sr-only")}>{kindLabel(kind)}</span>
    </div>
  );
}
