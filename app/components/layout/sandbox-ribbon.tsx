/** In sandbox mode, above every page and in its flow: nothing here is real money. */
export function SandboxRibbon({ sandboxUrl }: { sandboxUrl: string | null }) {
  const base = sandboxUrl?.replace(/\/+$/, "");
  return (
    <aside aria-label="Sandbox" className="sandbox-ribbon flex min-h-9 flex-wrap items-center justify-center gap-x-4 bg-warning-soft px-3 text-center text-xs sm:gap-x-5 text-warning print:hidden">
      <span>
        <strong className="font-semibold">Sandbox.</strong> No real money moves.
      </span>
      {base && (
        <span className="flex gap-4 sm:gap-5">
          <a className="link-quiet flex min-h-11 items-center sm:min-h-8" href={base}>
            Stripe
          </a>
          <a className="link-quiet flex min-h-11 items-center sm:min-h-8" href={`${base}/mailbox`}>
            Mailbox
          </a>
        </span>
      )}
    </aside>
  );
}
