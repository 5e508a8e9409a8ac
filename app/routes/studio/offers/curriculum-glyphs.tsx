import { ArrowDown, ArrowUp, ChevronRight, FileText, Film, GripVertical, SlidersHorizontal, Trash2 } from "lucide-react";
import { cn } from "~/lib/cn";

const GLYPHS = { up: ArrowUp, down: ArrowDown, open: ChevronRight, text: FileText, video: Film, grip: GripVertical, options: SlidersHorizontal, bin: Trash2 };

/** The icons of the rows, drawn once: a row only points at them, which keeps long lists small. */
export function GlyphSprite() {
  return (
    <svg aria-hidden="true" className="absolute size-0" focusable="false">
      {Object.entries(GLYPHS).map(([name, Icon]) => (
        <symbol key={name} id={`glyph-${name}`} viewBox="0 0 24 24">
          <Icon />
        </symbol>
      ))}
    </svg>
  );
}

export function Glyph({ name, className }: { name: keyof typeof GLYPHS; className?: string }) {
  return (
    <svg aria-hidden="true" focusable="false" className={cn("size-4.5 shrink-0", className)}>
      <use href={`#glyph-${name}`} />
    </svg>
  );
}
