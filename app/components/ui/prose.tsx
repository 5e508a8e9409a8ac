import { cn } from "~/lib/cn";

export type ProseProps = {
  /** HTML that the server has sanitised. Nothing else may ever come in here. */
  html: string;
  /** reading: the player's column. */
  size?: "normal" | "reading";
  face?: "serif" | "sans";
  className?: string;
};

/** Running text from the editor, in the book face. */
export function Prose({ html, size = "normal", face = "serif", className }: ProseProps) {
  return <div className={cn("prose", className)} data-size={size} data-face={face} dangerouslySetInnerHTML={{ __html: html }} />;
}
