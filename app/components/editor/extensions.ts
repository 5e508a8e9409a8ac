import { Image } from "@tiptap/extension-image";
import { Node } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";

export const CALLOUT_TONES = [
  { id: "note", name: "Note" },
  { id: "tip", name: "Tip" },
  { id: "warning", name: "Careful" },
] as const;

/** Words set apart from the text: a note, a tip, a warning. */
const Callout = Node.create({
  name: "callout",
  group: "block",
  content: "block+",
  defining: true,
  addAttributes: () => ({
    tone: {
      default: "note",
      parseHTML: (element: HTMLElement) => CALLOUT_TONES.find(({ id }) => id === element.dataset.callout)?.id ?? "note",
      renderHTML: (attributes: Record<string, unknown>) => ({ "data-callout": attributes.tone }),
    },
  }),
  parseHTML: () => [{ tag: "aside[data-callout]" }],
  renderHTML: ({ HTMLAttributes }) => ["aside", HTMLAttributes, 0],
});

/** A video of another site. While writing it is only named: nothing is loaded from there. */
const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    site: { default: "youtube", parseHTML: (element: HTMLElement) => element.dataset.embed, renderHTML: (attributes: Record<string, unknown>) => ({ "data-embed": attributes.site }) },
    id: { default: "", parseHTML: (element: HTMLElement) => element.dataset.id, renderHTML: (attributes: Record<string, unknown>) => ({ "data-id": attributes.id }) },
  }),
  parseHTML: () => [{ tag: "div[data-embed][data-id]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes],
});

/** Only nodes and marks that lib/html.server lets through. */
export const EXTENSIONS = [
  StarterKit.configure({
    heading: { levels: [2, 3, 4] },
    link: { openOnClick: false, autolink: true, defaultProtocol: "https", protocols: ["mailto"], HTMLAttributes: { rel: null, target: null } },
  }),
  Image.configure({ inline: false, allowBase64: false }),
  Callout,
  Embed,
];
