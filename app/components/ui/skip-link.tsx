/** First thing on every page (root.tsx): past ribbon and navigation, straight to <main id="main">, which every shell has. */
export function SkipLink({ to = "#main", children = "Skip to content" }: { to?: string; children?: string }) {
  return (
    <a
      href={to}
      className="sr-only rounded-md bg-ink px-4 py-2.5 text-sm font-medium text-paper focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:px-4 focus:py-2.5"
    >
      {children}
    </a>
  );
}
