import type { Editor } from "@tiptap/react";
import { embedOf, videoLinkProblemText } from "~/lib/video-link";
import { LineBar } from "./line-bar";

type BarProps = { editor: Editor; onDone: () => void };

/** Where the chosen words lead. */
export function LinkBar({ editor, onDone }: BarProps) {
  const former = editor.getAttributes("link").href;
  function apply(typed: string): string | null {
    const href = linkAddress(typed);
    if (!href) return "Type a web address or an email address.";
    const chain = editor.chain().focus().extendMarkRange("link");
    // Nothing chosen: the address itself becomes the words.
    if (editor.state.selection.empty && !editor.isActive("link")) chain.insertContent({ type: "text", text: typed.trim(), marks: [{ type: "link", attrs: { href } }] }).run();
    else chain.setLink({ href }).run();
    onDone();
    return null;
  }
  function remove() {
    editor.chain().focus().extendMarkRange("link").unsetLink().run();
    onDone();
  }
  return (
    <LineBar
      label="Link to"
      value={typeof former === "string" ? former : ""}
      placeholder="https://"
      submit="Set link"
      onApply={apply}
      onCancel={() => leave(editor, onDone)}
      {...(former === undefined ? {} : { remove: { label: "Remove link", run: remove } })}
    />
  );
}

/** A video of YouTube or Vimeo, inside the text. */
export function VideoBar({ editor, onDone }: BarProps) {
  function apply(typed: string): string | null {
    const embed = embedOf(typed);
    if (!embed.ok) return embed.error === "unknown_place" || embed.error === "not_https" ? "Inside a text, use a video from YouTube or Vimeo." : videoLinkProblemText(embed.error);
    editor.chain().focus().insertContent({ type: "embed", attrs: embed.value }).run();
    onDone();
    return null;
  }
  return <LineBar label="Video from YouTube or Vimeo" placeholder="https://" submit="Insert video" onApply={apply} onCancel={() => leave(editor, onDone)} />;
}

function leave(editor: Editor, onDone: () => void): void {
  onDone();
  editor.commands.focus();
}

/** A typed address as one a link may have: http(s) or mail; null for anything else. */
export function linkAddress(typed: string): string | null {
  const text = typed.trim();
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return `mailto:${text}`;
  if (/^mailto:[^\s@]+@[^\s@]+$/i.test(text)) return text;
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
    return (url.protocol === "https:" || url.protocol === "http:") && url.hostname.includes(".") ? url.href : null;
  } catch {
    return null;
  }
}
