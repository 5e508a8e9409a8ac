import { AccentScope } from "~/components/ui/accent-scope";

type StorePreviewProps = { name: string; tagline: string; accent: string; logoUrl?: string | null };

/** How the store will feel, in small. Only to look at. */
export function StorePreview({ name, tagline, accent, logoUrl }: StorePreviewProps) {
  const shown = name.trim() || "Your store";
  return (
    <AccentScope accent={accent}>
      <div aria-hidden="true" className="overflow-clip rounded-lg border border-line bg-paper select-none">
        <div className="flex items-center gap-2.5 border-b border-line px-5 py-3.5">
          {logoUrl ? (
            <img src={logoUrl} alt="" className="size-7 shrink-0 rounded-sm object-cover" />
          ) : (
            <span className="grid size-7 shrink-0 place-items-center rounded-sm bg-accent text-sm font-semibold text-on-accent">{[...shown][0]?.toUpperCase()}</span>
          )}
          <span className="min-w-0 truncate font-display font-semibold">{shown}</span>
        </div>
        <div className="px-5 pt-7 pb-6">
          <p className="font-display text-2xl leading-tight font-medium tracking-[-0.015em] wrap-anywhere">{shown}</p>
          <p className="mt-2 text-sm text-ink-muted wrap-anywhere">{tagline.trim() || "One line on what people find here."}</p>
          <div className="mt-6 overflow-clip rounded-md border border-line bg-surface">
            <div className="relative h-24 bg-accent-soft">
              <span className="absolute right-5 bottom-0 h-16 w-11 rounded-t-sm bg-accent" />
              <span className="absolute right-18 bottom-0 h-11 w-11 rounded-t-sm bg-accent opacity-55" />
              <span className="absolute right-31 bottom-0 h-13 w-11 rounded-t-sm bg-accent opacity-25" />
            </div>
            <div className="flex items-end justify-between gap-3 p-4">
              <div className="min-w-0 flex-1 space-y-2">
                <span className="block h-3 w-4/5 rounded-full bg-line" />
                <span className="block h-3 w-1/2 rounded-full bg-line" />
              </div>
              <span className="rounded-md bg-accent px-4 py-2 text-sm font-medium text-on-accent">Buy</span>
            </div>
          </div>
        </div>
      </div>
    </AccentScope>
  );
}
