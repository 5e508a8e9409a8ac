import {
  DndContext,
  DragOverlay,
  KeyboardSensor,
  MeasuringStrategy,
  PointerSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
  type Active,
  type Announcements,
  type CollisionDetection,
  type DataRef,
  type DragEndEvent,
  type KeyboardCoordinateGetter,
  type UniqueIdentifier,
} from "@dnd-kit/core";
import { useMemo, useState, type ReactNode } from "react";
import { cn } from "~/lib/cn";
import { useCurriculumPage } from "./curriculum-context";
import { Glyph } from "./curriculum-glyphs";

type Kind = "lesson" | "module";

interface Dragged {
  kind: Kind;
  id: string;
  title: string;
}

/** A gap between two rows, or a closed module, that takes what is dragged. */
interface Gap {
  takes: Kind;
  /** Of a lesson. */
  moduleId: string;
  after: string | null;
  before: string | null;
  words: string;
}

const DRAGGED = "dragged";
const draggedOf = (active: Active | null): Dragged | undefined => (active?.data as DataRef<{ [DRAGGED]: Dragged }> | undefined)?.current?.[DRAGGED];
const gapOf = (data: DataRef | undefined): Gap | undefined => data?.current as Gap | undefined;

/** A gap takes its own kind; the one right below a thing is the same place as the one above it, so it counts once. */
function takes(gap: Gap | undefined, dragged: Dragged | undefined): gap is Gap {
  return gap !== undefined && dragged !== undefined && gap.takes === dragged.kind && gap.after !== dragged.id;
}

/** The nearest gap up or down; sideways means nothing in a list. */
const nearestGap: CollisionDetection = ({ active, collisionRect, droppableRects, droppableContainers, pointerCoordinates }) => {
  const dragged = draggedOf(active);
  const y = pointerCoordinates?.y ?? collisionRect.top + collisionRect.height / 2;
  let best: { id: UniqueIdentifier; away: number } | null = null;
  for (const { id, data } of droppableContainers) {
    const rect = droppableRects.get(id);
    if (!rect || !takes(gapOf(data), dragged)) continue;
    const away = y < rect.top ? rect.top - y : y > rect.bottom ? y - rect.bottom : 0;
    if (!best || away < best.away) best = { id, away };
  }
  return best ? [{ id: best.id }] : [];
};

/** One gap on with each press of an arrow key. */
const toNextGap: KeyboardCoordinateGetter = (event, { currentCoordinates, context: { active, over, collisionRect, droppableRects, droppableContainers } }) => {
  const step = event.code === "ArrowDown" ? 1 : event.code === "ArrowUp" ? -1 : 0;
  if (step === 0 || !collisionRect) return undefined;
  event.preventDefault();
  const dragged = draggedOf(active);
  const gaps = droppableContainers
    .getEnabled()
    .flatMap(({ id, data }) => {
      const rect = droppableRects.get(id);
      return rect && takes(gapOf(data), dragged) ? [{ id, middle: rect.top + rect.height / 2 }] : [];
    })
    .sort((one, other) => one.middle - other.middle);
  const next = gaps[gaps.findIndex(({ id }) => id === over?.id) + step];
  return next && { x: currentCoordinates.x, y: next.middle - collisionRect.height / 2 };
};

const INSTRUCTIONS = { draggable: "To move it, press space or Enter. Then use the up and down arrow keys, and press space to put it down or Escape to leave it where it was." };

/** Where modules and lessons can be dragged, by hand, finger or key. What is dropped is saved at once. */
export function DragArea({ children }: { children: ReactNode }) {
  const page = useCurriculumPage();
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }), useSensor(KeyboardSensor, { coordinateGetter: toNextGap, scrollBehavior: "auto" }));
  const announcements = useMemo<Announcements>(
    () => ({
      onDragStart: ({ active }) => `${draggedOf(active)?.title ?? "It"} is picked up.`,
      onDragOver: ({ active, over }) => {
        const gap = gapOf(over?.data);
        return gap && (gap.before === active.data.current?.[DRAGGED]?.id ? "Where it was." : gap.words);
      },
      // What the move came to is said when the server has taken it.
      onDragEnd: ({ active, over }) => `${draggedOf(active)?.title ?? "It"} is put down. ${gapOf(over?.data)?.words ?? ""}`,
      onDragCancel: ({ active }) => `${draggedOf(active)?.title ?? "It"} is back where it was.`,
    }),
    [],
  );
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    const moved = draggedOf(active);
    const gap = gapOf(over?.data);
    setDragged(null);
    if (!moved || !gap || gap.before === moved.id) return;
    const place = { after: gap.after ?? "", before: gap.before ?? "" };
    void page.change(moved.kind === "module" ? { intent: "place-module", moduleId: moved.id, ...place } : { intent: "place-lesson", lessonId: moved.id, moduleId: gap.moduleId, ...place });
  };
  return (
    <DndContext
      id="curriculum"
      sensors={sensors}
      collisionDetection={nearestGap}
      measuring={{ droppable: { strategy: MeasuringStrategy.Always } }}
      accessibility={{ announcements, screenReaderInstructions: INSTRUCTIONS }}
      onDragStart={({ active }) => setDragged(draggedOf(active) ?? null)}
      onDragCancel={() => setDragged(null)}
      onDragEnd={onDragEnd}
    >
      {children}
      <DragOverlay dropAnimation={null} className="cursor-grabbing">
        {dragged && (
          <div className={cn("flex h-full max-h-14 max-w-72 items-center gap-2 rounded-lg border border-accent bg-raised px-3 text-sm shadow-float", dragged.kind === "module" ? "font-semibold" : "font-medium")}>
            <Glyph name="grip" className="text-ink-faint" />
            <span className="truncate">{dragged.title}</span>
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}

/** What a row needs to be dragged: `row` is measured, `handle` is held. */
export function useRowDrag(dragged: Dragged) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, isDragging } = useDraggable({ id: dragged.id, data: { [DRAGGED]: dragged }, attributes: { roleDescription: "movable" } });
  return {
    row: setNodeRef,
    isDragging,
    handle: (
      <button
        type="button"
        id={`grip-${dragged.id}`}
        ref={setActivatorNodeRef}
        {...attributes}
        {...listeners}
        className="grid size-11 shrink-0 cursor-grab touch-none place-items-center rounded-md text-ink-faint hover:bg-sunken hover:text-ink active:cursor-grabbing noscript:hidden sm:size-9"
      >
        <Glyph name="grip" />
        <span className="sr-only">
          Move {dragged.kind} {dragged.title}
        </span>
      </button>
    ),
  };
}

/** A gap that takes what is dragged; shows a line while it would. */
export function Slot({ moduleId = "", ...gap }: Omit<Gap, "moduleId"> & { moduleId?: string }) {
  const { setNodeRef, isOver } = useDroppable({ id: `gap-${gap.takes}-${moduleId}-${gap.after ?? ""}-${gap.before ?? ""}`, data: { moduleId, ...gap } satisfies Gap });
  return (
    <div ref={setNodeRef} className="pointer-events-none relative h-0" aria-hidden="true">
      {isOver && <div className={cn("absolute inset-x-0 z-10 h-0.5 rounded-full bg-accent", gap.takes === "module" ? "-top-2" : "-top-px")} />}
    </div>
  );
}

/** A closed module takes a lesson at its end. */
export function useIntoModule(moduleId: string, title: string, closed: boolean) {
  const { setNodeRef, isOver } = useDroppable({
    id: `into-${moduleId}`,
    disabled: !closed,
    data: { takes: "lesson", moduleId, after: null, before: null, words: `To the end of module ${title}` } satisfies Gap,
  });
  return { into: setNodeRef, isOver };
}
