/** In sandbox mode, above every page and in its flow: nothing here is real money. base.css knows `sandbox-ribbon`. */
export function SandboxRibbon({ sandboxUrl }: { sandboxUrl: string | null }) {
  const base = sandboxUrl?.replace(/\/+$/, "");
  const link = "link-quiet flex min-h-11 items-center sm:min-h-8";
  return (
    <aside
      aria-label="Sandbox"
      className="sandbox-ribbon flex min-h-9 flex-wrap items-center justify-center gap-x-4 bg-warning-soft px-3 text-center text-xs text-warning sm:gap-x-5 print:hidden"
    >
      <span>
        <strong className="font-semibold">Sandbox.</strong> No real money moves.
      </span>
      {base && (
        <span className="flex gap-4 sm:gap-5">
          <a className={link} href={`${base}/dashboard`}>
            Stripe
          </a>
          <a className={`${link} max-sm:hidden`} href={`${base}/control`}>
            Controls
          </a>
          <a className={link} href={`${base}/mailbox`}>
            Mailbox
          </a>
        </span>
      )}
    </aside>
  );
}
