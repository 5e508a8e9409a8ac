/** The look all text-like controls share. 16 px on phones, or iOS zooms into the page. */
export const controlStyles = [
  "block w-full min-w-0 rounded-md border border-line-strong/80 bg-surface px-3.5 text-base text-ink sm:text-sm",
  "placeholder:text-ink-faint transition-[border-color] duration-150 hover:border-line-strong",
  "focus-visible:border-ink focus-visible:outline-offset-0",
  "disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-ink-faint",
  "aria-invalid:border-danger-solid [&[readonly]]:bg-sunken",
].join(" ");
