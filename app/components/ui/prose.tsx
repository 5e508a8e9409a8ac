import { useMemo, useState, type MouseEvent } from "react";
import { cn } from "~/lib/cn";
import { EMBED_SITES, readingHtml } from "./reading-html";
import { useHydrated } from "./use-hydrated";

export type ProseProps = {
  /** HTML that the server has sanitised. Nothing else may ever come in here. */
  html: string;
  /** reading: the player's column. */
  size?: "normal" | "reading";
  face?: "serif" | "sans";
  className?: string;
};

/** The players are other sites': they keep their own origin and may not move this page elsewhere. */
const SANDBOX = "allow-scripts allow-same-origin allow-presentation allow-popups allow-popups-to-escape-sandbox";

/** Running text from the editor, in the book face. Without JavaScript videos are links and code is selected by hand. */
export function Prose({ html, size = "normal", face = "serif", className }: ProseProps) {
  const hydrated = useHydrated();
  const [said, setSaid] = useState("");
  // The same object at every render: React must not write the text again over a video that plays.
  const inner = useMemo(() => ({ __html: readingHtml(html) }), [html]);

  async function onClick(event: MouseEvent) {
    if (!(event.target instanceof Element)) return;
    const play = event.target.closest("[data-play]");
    if (play) startVideo(play);
    const copy = event.target.closest("[data-copy]");
    if (copy) setSaid(await copyCode(copy));
  }
  return (
    <>
      {/* The buttons stand inside the text; this only hears them. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <div className={cn("prose", className)} data-size={size} data-face={face} data-live={hydrated || undefined} onClick={onClick} dangerouslySetInnerHTML={inner} />
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}

function startVideo(button: Element): void {
  const place = button.closest<HTMLElement>("[data-embed]");
  const site = place?.dataset.embed;
  if (!place || (site !== "youtube" && site !== "vimeo")) return;
  const frame = document.createElement("iframe");
  frame.src = EMBED_SITES[site].frame(place.dataset.id ?? "");
  frame.title = `Video from ${EMBED_SITES[site].name}`;
  frame.allow = "autoplay; fullscreen; picture-in-picture; encrypted-media";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.setAttribute("sandbox", SANDBOX);
  place.replaceChildren(frame);
  frame.focus();
}

async function copyCode(button: Element): Promise<string> {
  const code = button.closest(".code")?.querySelector("pre")?.textContent ?? "";
  const copied = await navigator.clipboard.writeText(code).then(
    () => true,
    () => false,
  );
  button.textContent = copied ? "Copied" : "Copy by hand";
  setTimeout(() => (button.textContent = "Copy"), 2500);
  return copied ? "The code is copied." : "The code could not be copied. Select it and copy it by hand.";
}
