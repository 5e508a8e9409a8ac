/** In sandbox mode, above every page and in its flow: nothing here is real money. */
export function SandboxRibbon({ sandboxUrl }: { sandboxUrl: string | null }) {
  const base = sandboxUrl?.replace(/\/+$/, "");
  return (
    <aside aria-label="Sandbox" className="flex min-h-9 flex-wrap items-center justify-center gap-x-5 bg-warning-soft px-4 py-1 text-center text-xs text-warning print:hidden">
      <span>
        <strong className="font-semibold">Sandbox.</strong> No real money moves.
      </span>
      {base && (
        <span className="flex gap-5">
          <a className="link-quiet py-1.5 sm:py-0.5" href={base}>
            Stripe controls
          </a>
          <a className="link-quiet py-1.5 sm:py-0.5" href={`${base}/mailbox`}>
            Mailbox
          </a>
        </span>
      )}
    </aside>
  );
}
