import { Form, useLocation } from "@remix-run/react";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useEffect } from "react";
import { cn } from "~/lib/cn";

type ReorderProps = {
  /** What is moved, for ears. */
  name: string;
  id: string;
  /** Where to; left out: the page itself. */
  action?: string;
  /** The action's intent and the name of its id field. */
  intent: string;
  field: string;
  first: boolean;
  last: boolean;
};

/** One step up or down. Plain forms, so they work without JavaScript; the focus stays on the button that was pressed. */
export function ReorderButtons({ action, name, id, intent, field, first, last }: ReorderProps) {
  return (
    <Form method="post" {...(action ? { action } : {})} preventScrollReset replace className="flex shrink-0">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name={field} value={id} />
      {([["up", ArrowUp, first], ["down", ArrowDown, last]] as const).map(([direction, Icon, atEnd]) => (
        <button
          key={direction}
          id={`${direction}-${id}`}
          type="submit"
          name="direction"
          value={direction}
          // Not `disabled`: the focus would be lost when a thing arrives at the end.
          aria-disabled={atEnd || undefined}
          onClick={(event) => atEnd && event.preventDefault()}
          className={cn("grid size-11 place-items-center rounded-md text-ink-faint hover:bg-sunken hover:text-ink sm:size-9", atEnd && "opacity-35")}
        >
          <Icon aria-hidden="true" className="size-4.5" />
          <span className="sr-only">
            Move {name} {direction}
          </span>
        </button>
      ))}
    </Form>
  );
}

/** After a move (`?moved=<id>&direction=up`) the row stands elsewhere in the page: put the focus back on its button. */
export function useFocusAfterMove(): { moved: string | null; direction: string | null } {
  const { search, key } = useLocation();
  const query = new URLSearchParams(search);
  const moved = query.get("moved");
  const direction = query.get("direction");
  useEffect(() => {
    if (moved && direction) document.getElementById(`${direction}-${moved}`)?.focus({ preventScroll: true });
  }, [moved, direction, key]);
  return { moved, direction };
}
