import { EditorContent, useEditor } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { useEffect, useRef } from "react";
import { cn } from "~/lib/cn";
import { Toolbar } from "./toolbar";

export type TiptapProps = {
  /** Id of the textarea that is sent: its label means the editor. */
  fieldId: string | undefined;
  /** What the editor begins with. */
  read: () => string;
  /** Called with the HTML after each change; "" when nothing is left. */
  write: (html: string) => void;
  label: string;
  /** Lines of room before it grows. */
  rows: number;
  describedBy: string | undefined;
  invalid: boolean;
};

/** The editor itself. Only nodes and marks that lib/html.server lets through are switched on. */
export default function Tiptap({ fieldId, read, write, label, rows, describedBy, invalid }: TiptapProps) {
  const attributes = useRef<Record<string, string>>({});
  attributes.current = {
    class: "prose max-w-none px-4 py-3.5 outline-none whitespace-pre-wrap [&_.ProseMirror-gapcursor]:hidden",
    "data-face": "serif",
    style: `min-height: ${rows * 1.5}rem`,
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": label,
    ...(describedBy ? { "aria-describedby": describedBy } : {}),
    ...(invalid ? { "aria-invalid": "true" } : {}),
  };
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        heading: { levels: [2, 3] },
        link: { openOnClick: false, autolink: true, defaultProtocol: "https", protocols: ["mailto"], HTMLAttributes: { rel: null, target: null } },
      }),
    ],
    content: asHtml(read()),
    // Its stylesheet would be an inline style that the page's policy refuses; the classes above are enough.
    injectCSS: false,
    immediatelyRender: true,
    editorProps: { attributes: () => attributes.current },
    onUpdate: ({ editor: changed }) => write(changed.isEmpty ? "" : changed.getHTML()),
  });

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
        "rounded-md border bg-surface has-[.ProseMirror:focus-visible]:outline-2 has-[.ProseMirror:focus-visible]:outline-ink",
        invalid ? "border-danger-solid" : "border-line-strong/80 focus-within:border-ink",
      )}
    >
      <Toolbar editor={editor} label={`${label}: formatting`} />
      <EditorContent editor={editor} />
    </div>
  );
}

/** What was typed before the editor ran may be plain text: blank lines part paragraphs, as on the server. */
function asHtml(text: string): string {
  if (text.trim() === "" || /<(p|h[1-6]|ul|ol|blockquote|pre|hr)[\s/>]/i.test(text)) return text;
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return escaped
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replace(/\n/g, "<br>")}</p>`)
    .join("");
}
