import { useEditorState, type Editor } from "@tiptap/react";
import {
  Bold, Code, Heading2, Heading3, Heading4, ImagePlus, Italic, Lightbulb, Link2, List, ListOrdered, Minus, MonitorPlay, Quote, Redo2, SquareCode, Strikethrough, Underline, Undo2,
  type LucideIcon,
} from "lucide-react";
import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { cn } from "~/lib/cn";
import { ContextBar } from "./context-bar";
import { LinkBar, VideoBar } from "./link-bar";
import { IMAGE_ACCEPT } from "./use-image-upload";

interface Tool {
  id: string;
  label: string;
  Icon: LucideIcon;
  run: (editor: Editor) => void;
  /** Is it on where the cursor stands? Absent: it is no state, only something to do. */
  on?: (editor: Editor) => boolean;
  can?: (editor: Editor) => boolean;
}

const TOOLS: ReadonlyArray<ReadonlyArray<Tool>> = [
  [
    { id: "h2", label: "Heading", Icon: Heading2, run: (e) => e.chain().focus().toggleHeading({ level: 2 }).run(), on: (e) => e.isActive("heading", { level: 2 }) },
    { id: "h3", label: "Smaller heading", Icon: Heading3, run: (e) => e.chain().focus().toggleHeading({ level: 3 }).run(), on: (e) => e.isActive("heading", { level: 3 }) },
    { id: "h4", label: "Smallest heading", Icon: Heading4, run: (e) => e.chain().focus().toggleHeading({ level: 4 }).run(), on: (e) => e.isActive("heading", { level: 4 }) },
  ],
  [
    { id: "bold", label: "Bold", Icon: Bold, run: (e) => e.chain().focus().toggleBold().run(), on: (e) => e.isActive("bold") },
    { id: "italic", label: "Italic", Icon: Italic, run: (e) => e.chain().focus().toggleItalic().run(), on: (e) => e.isActive("italic") },
    { id: "underline", label: "Underline", Icon: Underline, run: (e) => e.chain().focus().toggleUnderline().run(), on: (e) => e.isActive("underline") },
    { id: "strike", label: "Struck through", Icon: Strikethrough, run: (e) => e.chain().focus().toggleStrike().run(), on: (e) => e.isActive("strike") },
    { id: "code", label: "Code", Icon: Code, run: (e) => e.chain().focus().toggleCode().run(), on: (e) => e.isActive("code") },
  ],
  [
    { id: "bullets", label: "List", Icon: List, run: (e) => e.chain().focus().toggleBulletList().run(), on: (e) => e.isActive("bulletList") },
    { id: "numbers", label: "Numbered list", Icon: ListOrdered, run: (e) => e.chain().focus().toggleOrderedList().run(), on: (e) => e.isActive("orderedList") },
    { id: "quote", label: "Quote", Icon: Quote, run: (e) => e.chain().focus().toggleBlockquote().run(), on: (e) => e.isActive("blockquote") },
    { id: "callout", label: "Callout", Icon: Lightbulb, run: (e) => e.chain().focus().toggleWrap("callout").run(), on: (e) => e.isActive("callout"), can: (e) => e.can().toggleWrap("callout") },
    { id: "block", label: "Code block", Icon: SquareCode, run: (e) => e.chain().focus().toggleCodeBlock().run(), on: (e) => e.isActive("codeBlock") },
    { id: "rule", label: "Dividing line", Icon: Minus, run: (e) => e.chain().focus().setHorizontalRule().run() },
  ],
  [
    { id: "undo", label: "Undo", Icon: Undo2, run: (e) => e.chain().focus().undo().run(), can: (e) => e.can().undo() },
    { id: "redo", label: "Redo", Icon: Redo2, run: (e) => e.chain().focus().redo().run(), can: (e) => e.can().redo() },
  ],
];

/** Formatting, as one stop of the Tab key with arrow keys inside (the ARIA toolbar pattern). */
export function Toolbar({ editor, label, onImages, children }: { editor: Editor; label: string; onImages: (files: File[]) => void; children?: ReactNode }) {
  const bar = useRef<HTMLDivElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [current, setCurrent] = useState("h2");
  const [asking, setAsking] = useState<"link" | "video" | null>(null);
  const done = () => setAsking(null);
  const state = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      on: Object.fromEntries(TOOLS.flat().map((tool) => [tool.id, tool.on?.(now) ?? false])),
      can: Object.fromEntries(TOOLS.flat().map((tool) => [tool.id, tool.can?.(now) ?? true])),
      link: now.isActive("link"),
    }),
  });

  function move(event: KeyboardEvent) {
    const buttons = Array.from(bar.current?.querySelectorAll<HTMLButtonElement>("button[data-tool]") ?? []);
    const at = buttons.findIndex((button) => button === document.activeElement);
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 };
    const to = steps[event.key];
    if (at === -1 || to === undefined) return;
    event.preventDefault();
    const next = buttons[(to + buttons.length) % buttons.length];
    next?.focus();
    setCurrent(next?.dataset.tool ?? current);
  }

  const button = (id: string, name: string, Icon: LucideIcon, run: () => void, pressed: boolean | undefined, enabled: boolean) => (
    <button
      key={id}
      type="button"
      data-tool={id}
      title={name}
      aria-label={name}
      aria-pressed={pressed}
      aria-disabled={!enabled || undefined}
      tabIndex={current === id ? 0 : -1}
      onFocus={() => setCurrent(id)}
      onKeyDown={move}
      // The text keeps its selection.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => enabled && run()}
      className={cn(
        "grid size-10 place-items-center rounded-sm text-ink-muted outline-offset-[-2px] transition-colors duration-150 hover:bg-sunken hover:text-ink aria-disabled:opacity-40 sm:size-8",
        pressed && "bg-accent-soft text-accent-ink",
      )}
    >
      <Icon aria-hidden="true" className="size-4.5" />
    </button>
  );

  return (
    <div className="sticky top-0 z-10 rounded-t-md border-b border-line bg-surface">
      <div ref={bar} role="toolbar" aria-label={label} className="flex items-center gap-0.5 overflow-x-auto p-1 sm:flex-wrap">
        {TOOLS.map((group, index) => (
          <div key={index} className="flex shrink-0 items-center gap-0.5 not-first:border-l not-first:border-line not-first:pl-0.5">
            {group.map(({ id, label: name, Icon, run, on }) => button(id, name, Icon, () => run(editor), on ? state.on[id] : undefined, state.can[id] ?? true))}
            {index === 1 && button("link", "Link", Link2, () => setAsking("link"), state.link, true)}
            {index === 2 && button("image", "Image", ImagePlus, () => picker.current?.click(), undefined, true)}
            {index === 2 && button("video", "Video from YouTube or Vimeo", MonitorPlay, () => setAsking("video"), undefined, true)}
          </div>
        ))}
      </div>
      {/* Opened by the button in the toolbar; it has no name, so the form does not send it. */}
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept={IMAGE_ACCEPT}
        aria-label="Choose images"
        onInput={(event) => event.stopPropagation()}
        onChange={(event) => {
          onImages(Array.from(event.target.files ?? []));
          event.target.value = "";
        }}
      />
      {asking === "link" && <LinkBar editor={editor} onDone={done} />}
      {asking === "video" && <VideoBar editor={editor} onDone={done} />}
      {asking === null && <ContextBar editor={editor} />}
      {children}
    </div>
  );
}
