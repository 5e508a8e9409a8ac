import TurndownService from "turndown";

const PUNCTUATION = /[\p{P}\p{S}]/u;
const WORD = /[\p{L}\p{N}]/u;

/**
 * A lesson's HTML as Markdown that `import-markdown` reads back to the same: callouts as `> [!NOTE]`, embeds as their address
 * alone on a line, code fenced with its language. `origin`: where this server's own images are found.
 */
export function htmlToMarkdown(html: string, origin: string): string {
  return service(origin).turndown(html).trim();
}

function service(origin: string): TurndownService {
  const turndown = new TurndownService({
    headingStyle: "atx",
    hr: "---",
    bulletListMarker: "-",
    codeBlockStyle: "fenced",
    emDelimiter: "*",
    br: "\\",
    // What has no words is left out, but for an embed.
    blankReplacement: (_content, node) => embedAddress(node as HTMLElement) ?? ((node as unknown as { isBlock: boolean }).isBlock ? "\n\n" : ""),
  });
  const plainEscape = turndown.escape.bind(turndown);
  turndown.escape = (text) =>
    plainEscape(text)
      .replace(/</g, "\\<")
      .replace(/&(?=#?\w+;)/g, "\\&")
      .replace(/~/g, "\\~")
      .replace(/\|/g, "\\|")
      // Words that a reader would turn into links by itself.
      .replace(/:\/\//g, ":/\\/")
      .replace(/\bwww\./gi, (found) => found.replace(".", "\\."))
      .replace(/@/g, "\\@");
  turndown.addRule("callout", {
    filter: (node) => node.nodeName === "ASIDE" && node.hasAttribute("data-callout"),
    replacement: (content, node) => {
      const tone = (node as HTMLElement).getAttribute("data-callout") ?? "note";
      return `\n\n${quoted(`[!${tone.toUpperCase()}]\n${content.trim()}`)}\n\n`;
    },
  });
  turndown.addRule("underline", { filter: ["u"], replacement: (content) => (content.trim() === "" ? content : `<u>${content}</u>`) });
  for (const [name, tags, mark, tag] of [
    ["strong", ["STRONG", "B"], "**", "strong"],
    ["emphasis", ["EM", "I"], "*", "em"],
    ["strike", ["S", "DEL"], "~~", "s"],
  ] as const) {
    turndown.addRule(name, {
      filter: (node) => (tags as readonly string[]).includes(node.nodeName),
      replacement: (content, node) => (content.trim() === "" ? content : needsTag(content, node as HTMLElement) ? `<${tag}>${content}</${tag}>` : `${mark}${content}${mark}`),
    });
  }
  turndown.addRule("image", {
    filter: ["img"],
    replacement: (_content, node) => {
      const element = node as HTMLElement;
      const src = element.getAttribute("src") ?? "";
      const alt = (element.getAttribute("alt") ?? "").replace(/[\\[\]]/g, "\\$&").replace(/\s+/g, " ");
      if (src === "") return "";
      const image = `![${alt}](<${(src.startsWith("/") ? origin + src : src).replace(/[<>\s]/g, encodeURIComponent)}>)`;
      // Between paragraphs it stands alone.
      return /^(P|H\d|A|STRONG|EM|U|S)$/.test(element.parentNode?.nodeName ?? "") ? image : `\n\n${image}\n\n`;
    },
  });
  turndown.addRule("code", {
    filter: ["pre"],
    replacement: (_content, node) => {
      const text = node.textContent ?? "";
      const language = /language-([\w+#-]+)/.exec((node.firstChild as HTMLElement | null)?.className ?? "")?.[1] ?? "";
      // Longer than any fence inside.
      const fence = "`".repeat(Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length)) + 1);
      return `\n\n${fence}${language}\n${text}\n${fence}\n\n`;
    },
  });
  turndown.addRule("list", {
    filter: ["ul", "ol"],
    replacement: (content, node) => {
      const before = (node as HTMLElement).previousElementSibling?.nodeName;
      if (node.parentNode?.nodeName === "LI") return before && /^(UL|OL)$/.test(before) ? `\n\n<!-- -->\n\n${content}` : `\n${content}`;
      // Two lists one after the other would be read as one.
      return before && /^(UL|OL)$/.test(before) ? `\n\n<!-- -->\n\n${content}\n\n` : `\n\n${content}\n\n`;
    },
  });
  return turndown;
}

function quoted(text: string): string {
  return text.replace(/^/gm, "> ").replace(/^> $/gm, ">");
}

function embedAddress(node: HTMLElement): string | null {
  if (node.nodeName !== "DIV") return null;
  const id = node.getAttribute("data-id") ?? "";
  const site = node.getAttribute("data-embed");
  if (site === "youtube") return `\n\nhttps://www.youtube.com/watch?v=${id}\n\n`;
  return site === "vimeo" ? `\n\nhttps://vimeo.com/${id}\n\n` : null;
}

/** Stars beside a letter, with punctuation or space on their inner side, are not read as marks: then the tag says it. Marks that touch others as well. */
function needsTag(content: string, node: HTMLElement): boolean {
  const before = node.previousSibling?.textContent?.at(-1) ?? " ";
  const after = node.nextSibling?.textContent?.at(0) ?? " ";
  const first = content.at(0) ?? " ";
  const last = content.at(-1) ?? " ";
  const loose = (outer: string, inner: string) => WORD.test(outer) && PUNCTUATION.test(inner);
  const touching = [node.previousSibling, node.nextSibling].some((beside) => beside !== null && /^(STRONG|B|EM|I|S|DEL)$/.test(beside.nodeName));
  return loose(before, first) || loose(after, last) || touching || /[*~_]/.test(first) || /[*~_\\]/.test(last) || content.includes("\n");
}
