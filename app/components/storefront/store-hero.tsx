/** A store's front door: what it is called, what it is for, who stands behind it. */
export function StoreHero({ name, tagline, about }: { name: string; tagline: string | null; about: string }) {
  const paragraphs = about.split(/\n\s*\n/).filter((paragraph) => paragraph.trim());
  return (
    <section className="gutter mx-auto grid max-w-(--container-page) gap-8 pt-8 pb-14 sm:pt-16 sm:pb-20 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] lg:gap-20">
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
        <div className="max-w-prose space-y-4 border-l-2 border-accent pl-6 text-ink-muted lg:mt-2">
          {paragraphs.map((paragraph) => (
            <p key={paragraph} className="whitespace-pre-line">
              {paragraph}
            </p>
          ))}
        </div>
      )}
    </section>
  );
}
