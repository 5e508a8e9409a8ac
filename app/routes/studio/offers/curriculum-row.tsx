import { Link } from "@remix-run/react";
import { cn } from "~/lib/cn";
import { useCurriculumPage } from "./curriculum-context";
import { Glyph } from "./curriculum-glyphs";

const BUTTON = "grid size-11 shrink-0 place-items-center rounded-md text-ink-faint hover:bg-sunken hover:text-ink sm:size-9";

type RowButtonProps = {
  glyph: "up" | "down" | "bin";
  /** What `fieldsOfButton` reads. */
  change: string;
  label: string;
  /** Shown, but nothing to do: at an end. Not `disabled`, or the focus would be lost on arriving there. */
  off?: boolean;
  /** On phones too, where rows are moved by their handle. */
  always?: boolean;
};

/** A button of the page's one form. */
export function RowButton({ glyph, change, label, off = false, always = false }: RowButtonProps) {
  return (
    <button
      type="submit"
      form="rows"
      name="do"
      value={change}
      id={`${glyph}-${change.split(" ")[1]}`}
      aria-disabled={off || undefined}
      className={cn(BUTTON, off && "opacity-35", !always && "hidden noscript:grid sm:grid")}
    >
      <Glyph name={glyph} />
      <span className="sr-only">{label}</span>
    </button>
  );
}

/** Opens the options below a row; without JavaScript by its address. */
export function OptionsLink({ id, moduleId, label }: { id: string; moduleId: string; label: string }) {
  const { editing, edit } = useCurriculumPage();
  const open = editing === id;
  return (
    <Link
      to={open ? `?module=${moduleId}` : `?module=${moduleId}&edit=${id}`}
      replace
      preventScrollReset
      id={`options-${id}`}
      role="button"
      aria-expanded={open}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        edit(open ? null : id);
      }}
      onKeyDown={(event) => {
        if (event.key !== " ") return;
        event.preventDefault();
        edit(open ? null : id);
      }}
      className={cn(BUTTON, open && "bg-sunken text-ink")}
    >
      <Glyph name="options" />
      <span className="sr-only">{label}</span>
    </Link>
  );
}
