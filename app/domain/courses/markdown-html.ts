import { Parser, Renderer, type Token, type Tokens } from "marked";
import { videoSource } from "./video-source";

export interface LessonHtml {
  /** Not sanitised yet. */
  html: string;
  /** Words of the first `# heading`, which is left out of the HTML; null: there is none. */
  heading: string | null;
  /** What did not come along, in words. */
  notes: string[];
}

const CALLOUT = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|$)/i;
const CALLOUT_TONE: Readonly<Record<string, string>> = { note: "note", tip: "tip", important: "note", warning: "warning", caution: "warning" };
/** Tags of raw HTML that a lesson can hold; lib/html.server decides, this only tells. */
const HELD = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "b", "i", "u", "s", "a", "blockquote", "code", "pre", "hr", "br", "img", "aside", "div"]);

/**
 * Tokens of Markdown as the HTML of a lesson: code with its language, callouts from `> [!NOTE]`, a link to a video alone on
 * a line as an embed, images through `imageSrc` (null: it cannot come along).
 */
export function lessonHtml(tokens: Token[], imageSrc: (href: string) => string | null): LessonHtml {
  const renderer = new LessonRenderer(imageSrc);
  const parser = new Parser({ gfm: true, renderer });
  const at = tokens.findIndex((token) => token.type === "heading" && (token as Tokens.Heading).depth === 1);
  const first = tokens[at] as Tokens.Heading | undefined;
  const heading = first ? plainWords(first.tokens).replace(/\s+/g, " ").trim() : null;
  const html = parser.parse(heading ? tokens.filter((_, index) => index !== at) : tokens);
  return { html, heading: heading || null, notes: renderer.notes() };
}

function plainWords(tokens: readonly Token[]): string {
  return tokens.map((token) => ("tokens" in token && token.tokens ? plainWords(token.tokens) : token.type === "html" ? "" : "text" in token ? unescaped(String(token.text)) : "")).join("");
}

/** marked keeps entities in text for the browser to read; a title is no HTML. */
function unescaped(text: string): string {
  const known: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: " " };
  return text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => known[name] ?? "");
}

class LessonRenderer extends Renderer {
  #images = 0;
  #tables = 0;
  #tags = new Set<string>();

  constructor(private readonly imageSrc: (href: string) => string | null) {
    super();
  }

  notes(): string[] {
    return [
      ...(this.#images > 0 ? [`${this.#images === 1 ? "One image was" : `${this.#images} images were`} left out: only images with an https address come along. Add others in the lesson.`] : []),
      ...(this.#tables > 0 ? ["A table became plain lines: lessons hold no tables."] : []),
      ...(this.#tags.size > 0 ? [`HTML that lessons do not hold was left out: ${[...this.#tags].slice(0, 6).join(", ")}.`] : []),
    ];
  }

  override heading({ tokens, depth }: Tokens.Heading): string {
    return `<h${depth}>${this.parser.parseInline(tokens)}</h${depth}>`;
  }

  override hr(): string {
    return "<hr>";
  }

  override list(token: Tokens.List): string {
    const tag = token.ordered ? "ol" : "ul";
    return `<${tag}>${token.items.map((item) => this.listitem(item)).join("")}</${tag}>`;
  }

  override paragraph({ tokens }: Tokens.Paragraph): string {
    const shown = tokens.filter((token) => !(token.type === "text" && token.raw.trim() === ""));
    const only = shown.length === 1 ? shown[0] : undefined;
    // An address alone on its line, not a link with words of its own.
    if (only?.type === "link" && (only as Tokens.Link).text === (only as Tokens.Link).raw.replace(/^<|>$/g, "")) {
      const embed = embedOf((only as Tokens.Link).href);
      if (embed) return embed;
    }
    if (only?.type === "image") return this.image(only as Tokens.Image);
    return `<p>${this.parser.parseInline(tokens)}</p>`;
  }

  override blockquote({ tokens }: Tokens.Blockquote): string {
    const first = tokens[0];
    const words = first?.type === "paragraph" ? (first as Tokens.Paragraph).tokens[0] : undefined;
    const match = words?.type === "text" ? CALLOUT.exec((words as Tokens.Text).text) : null;
    if (!match || !first || !words) return `<blockquote>${this.parser.parse(tokens)}</blockquote>`;
    const rest = (words as Tokens.Text).text.slice(match[0].length);
    const behind = (first as Tokens.Paragraph).tokens.slice(1);
    // The line break after the mark may be a token of its own.
    const others = rest === "" && behind[0]?.type === "br" ? behind.slice(1) : behind;
    const opening: Token[] = [...(rest === "" ? [] : [{ ...words, text: rest, raw: rest } as Token]), ...others];
    const body = [...(opening.length === 0 ? [] : [{ ...first, tokens: opening } as Token]), ...tokens.slice(1)];
    return `<aside data-callout="${CALLOUT_TONE[match[1]?.toLowerCase() ?? ""] ?? "note"}">${this.parser.parse(body)}</aside>`;
  }

  /** Without the line end that Markdown puts behind the last line. */
  override code({ text: read, lang, codeBlockStyle }: Tokens.Code): string {
    // marked counts the line end before the closing fence when an empty line stands there.
    const text = codeBlockStyle !== "indented" ? read.replace(/\n$/, "") : read;
    const language = /^[\w+#-]{1,20}/.exec(lang ?? "")?.[0];
    return `<pre><code${language ? ` class="language-${escaped(language)}"` : ""}>${escaped(text)}</code></pre>`;
  }

  override codespan({ text }: Tokens.Codespan): string {
    return `<code>${escaped(text)}</code>`;
  }

  /** As the editor keeps them: what stands in an item is always a paragraph. */
  override listitem(item: Tokens.ListItem): string {
    const inner = item.tokens.map((token) => {
      // "☑ " and "☐ " stand at the beginning of the words that follow.
      if (token.type === "checkbox") return "";
      if (token.type !== "text" && token.type !== "paragraph") return this.parser.parse([token]);
      const words = this.parser.parseInline("tokens" in token && token.tokens ? token.tokens : [token]);
      return `<p>${words}</p>`;
    });
    const body = inner.join("");
    return `<li>${item.task ? body.replace("<p>", `<p>${item.checked ? "☑" : "☐"} `) : body}</li>`;
  }

  override checkbox(): string {
    return "";
  }

  override del({ tokens }: Tokens.Del): string {
    return `<s>${this.parser.parseInline(tokens)}</s>`;
  }

  override image({ href, text }: Tokens.Image): string {
    const src = this.imageSrc(href);
    if (src === null) {
      this.#images += 1;
      return "";
    }
    return `<img src="${escaped(src)}" alt="${escaped(text)}">`;
  }

  override table({ header, rows }: Tokens.Table): string {
    this.#tables += 1;
    return [header, ...rows].map((cells) => `<p>${cells.map((cell) => this.parser.parseInline(cell.tokens)).join(" | ")}</p>`).join("");
  }

  override html({ text }: Tokens.HTML | Tokens.Tag): string {
    for (const [, name = ""] of text.matchAll(/<([a-z][a-z0-9-]{0,30})/gi)) if (!HELD.has(name.toLowerCase()) && this.#tags.size < 20) this.#tags.add(name.toLowerCase());
    return text;
  }
}

function embedOf(href: string): string | null {
  const source = videoSource(href);
  if (!source.ok || source.value.kind === "file") return null;
  const watch = new URL(source.value.watchUrl);
  const id = source.value.kind === "youtube" ? watch.searchParams.get("v") : watch.pathname.slice(1);
  return id ? `<div data-embed="${source.value.kind}" data-id="${escaped(id)}"></div>` : null;
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
