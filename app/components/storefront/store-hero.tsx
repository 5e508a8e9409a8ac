import type { ReactNode } from "react";

/**
 * A store's front door: what it is called, what it is for, who stands behind it, and the shelf. On phones the shelf comes
 * before the story.
 */
export function StoreHero({ name, tagline, about, children }: { name: string; tagline: string | null; about: string; children: ReactNode }) {
  const paragraphs = about.split(/\n\s*\n/).filter((paragraph) => paragraph.trim());
  return (
    <div className="gutter mx-auto grid max-w-(--container-page) gap-x-20 gap-y-12 pt-8 sm:gap-y-16 sm:pt-16 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] lg:gap-y-20">
      <h1 className="font-display text-5xl font-medium tracking-[-0.025em]">
        {tagline ? (
          <>
            <span className="sr-only">{name}: </span>
            {tagline}
          </>
        ) : (
          name
        )}
      </h1>
      {paragraphs.length > 0 && (
        <div className="max-w-prose space-y-4 self-start border-l-2 border-accent pl-6 text-ink-muted max-lg:order-last lg:mt-2">
          {paragraphs.map((paragraph) => (
            <p key={paragraph} className="whitespace-pre-line">
              {paragraph}
            </p>
          ))}
        </div>
      )}
      <div className="lg:col-span-2">{children}</div>
    </div>
  );
}
