import { cva } from "class-variance-authority";
import { BadgeCheck, CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "~/lib/cn";

const bannerStyles = cva("flex gap-3.5 rounded-lg border p-4 sm:p-5", {
  variants: {
    tone: {
      calm: "border-info-line bg-info-soft [--tone:var(--info)]",
      urgent: "border-warning-line bg-warning-soft [--tone:var(--warning)]",
      final: "border-danger-line bg-danger-soft [--tone:var(--danger)]",
      success: "border-success-line bg-success-soft [--tone:var(--success)]",
      neutral: "border-line bg-sunken [--tone:var(--ink-muted)]",
    },
    bleed: { true: "rounded-none border-x-0 border-t-0" },
  },
});

const icons = { calm: Info, urgent: TriangleAlert, final: CircleAlert, success: BadgeCheck, neutral: Info };

export type BannerTone = keyof typeof icons;

export type BannerProps = {
  tone?: BannerTone;
  title: ReactNode;
  children?: ReactNode;
  /** A button or link: the way on. */
  action?: ReactNode;
  icon?: ReactNode;
  /** Edge to edge, under a header. */
  bleed?: boolean;
  /** Announce at once: only when it appears after something the person did. */
  live?: boolean;
  className?: string;
};

/** Something the page's reader must know. calm: good to know; urgent: do this by a date; final: something has stopped. */
export function Banner({ tone = "calm", title, children, action, icon, bleed, live, className }: BannerProps) {
  const Icon = icons[tone];
  return (
    <div role={live ? "alert" : undefined} className={cn(bannerStyles({ tone, bleed }), className)}>
      <span className="mt-0.5 text-(--tone) [&_svg]:size-5">{icon ?? <Icon aria-hidden="true" />}</span>
      <div className="flex min-w-0 flex-1 flex-col gap-3 sm:flex-row sm:items-start sm:justify-between sm:gap-6">
        <div className="min-w-0 text-sm">
          <p className="font-semibold text-ink">{title}</p>
          {children && <div className="mt-1 max-w-prose space-y-2 text-ink">{children}</div>}
        </div>
        {action && <div className="flex shrink-0 flex-wrap gap-2.5">{action}</div>}
      </div>
    </div>
  );
}

/** The same thing inside running content. */
export const Callout = Banner;
