import { EditorContent, useEditor, type Editor } from "@tiptap/react";
import { useCallback, useEffect, useRef } from "react";
import { embedOf } from "~/lib/video-link";
import { cn } from "~/lib/cn";
import { EXTENSIONS } from "./extensions";
import { ImageProgress } from "./image-progress";
import { Toolbar } from "./toolbar";
import { useImageUpload } from "./use-image-upload";

export type TiptapProps = {
  /** Id of the textarea that is sent: its label means the editor. */
  fieldId: string | undefined;
  /** What the editor begins with. */
  read: () => string;
  /** Called with the HTML after each change; "" when nothing is left. */
  write: (html: string) => void;
  label: string;
  /** The class of its least height, toolbar and all; it grows from there. */
  room: string;
  describedBy: string | undefined;
  invalid: boolean;
};

/** The editor itself. Images that are pasted or dropped are uploaded; a pasted link to a video becomes the video. */
export default function Tiptap({ fieldId, read, write, label, room, describedBy, invalid }: TiptapProps) {
  const attributes = useRef<Record<string, string>>({});
  attributes.current = {
    class: "prose max-w-none flex-1 px-4 py-3.5 outline-none whitespace-pre-wrap [&_.ProseMirror-gapcursor]:hidden",
    "data-face": "serif",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": label,
    ...(describedBy ? { "aria-describedby": describedBy } : {}),
    ...(invalid ? { "aria-invalid": "true" } : {}),
  };
  const present = useRef<Editor | null>(null);
  const images = useImageUpload(useCallback(() => present.current, []));
  const editor = useEditor({
    extensions: EXTENSIONS,
    content: asHtml(read()),
    // Its stylesheet would be an inline style that the page's policy refuses; the classes above are enough.
    injectCSS: false,
    immediatelyRender: true,
    editorProps: {
      attributes: () => attributes.current,
      handlePaste: (view, event) => {
        const files = imagesIn(event.clipboardData);
        if (files.length > 0) {
          images.add(files, view.state.selection.to);
          return true;
        }
        return present.current !== null && pasteVideo(present.current, event.clipboardData?.getData("text/plain") ?? "");
      },
      handleDrop: (view, event, _slice, movedInside) => {
        const files = imagesIn(event.dataTransfer);
        if (movedInside || files.length === 0) return false;
        images.add(files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? view.state.selection.to);
        return true;
      },
    },
    onTransaction: ({ transaction }) => images.moved(transaction),
    onUpdate: ({ editor: changed }) => write(changed.isEmpty ? "" : changed.getHTML()),
  });
  present.current = editor;

  useEffect(() => {
    if (!fieldId || !editor) return;
    const id = CSS.escape(fieldId);
    // A click on the field's label, or on its line in an error summary, means the editor.
    const onClick = (event: MouseEvent) => {
      if (!(event.target instanceof Element) || !event.target.closest(`label[for="${id}"], a[href="#${id}"]`)) return;
      event.preventDefault();
      editor.commands.focus();
    };
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, [editor, fieldId]);

  if (!editor) return null;
  return (
    <div
      className={cn(
        "flex flex-col rounded-md border bg-surface has-[.ProseMirror:focus-visible]:outline-2 has-[.ProseMirror:focus-visible]:outline-ink",
        room,
        invalid ? "border-danger-solid" : "border-line-strong/80 focus-within:border-ink",
      )}
    >
      <Toolbar editor={editor} label={`${label}: formatting`} onImages={(files) => images.add(files, editor.state.selection.to)}>
        <ImageProgress images={images.images} onCancel={images.cancel} />
      </Toolbar>
      <EditorContent editor={editor} className="flex flex-1 flex-col" />
    </div>
  );
}

/** Pictures among what is pasted or dropped. A spreadsheet or a page brings a picture of itself beside its words: then the words count. */
function imagesIn(data: DataTransfer | null): File[] {
  if (!data || data.types.includes("text/html")) return [];
  return Array.from(data.files).filter((file) => file.type.startsWith("image/"));
}

/** A link to a video, alone on an empty line, becomes the video. */
function pasteVideo(editor: Editor, text: string): boolean {
  const { selection } = editor.state;
  if (!/^https?:\/\/\S+$/.test(text.trim()) || !selection.empty || selection.$from.parent.type.name !== "paragraph" || selection.$from.parent.content.size > 0) return false;
  const embed = embedOf(text);
  return embed.ok && editor.commands.insertContent({ type: "embed", attrs: embed.value });
}

/** What was typed before the editor ran may be plain text: blank lines part paragraphs, as on the server. */
function asHtml(text: string): string {
  if (text.trim() === "" || /<(p|h[1-6]|ul|ol|blockquote|pre|hr|img|aside|div data-embed)[\s/>=]/i.test(text)) return text;
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return escaped
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replace(/\n/g, "<br>")}</p>`)
    .join("");
}
