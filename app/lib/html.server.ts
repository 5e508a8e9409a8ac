import sanitize from "sanitize-html";

/** Where an image may come from: one this server shows to everybody, or the web. Never bytes inside the address. */
const OWN_IMAGE = /^\/files\/fil_[0-9a-z]{26}$/;
const CALLOUTS = new Set(["note", "tip", "warning"]);
/** What an embed's id looks like on each site; a Vimeo video that is not listed carries a second, secret part. */
const EMBED_IDS: Readonly<Record<string, RegExp>> = { youtube: /^[A-Za-z0-9_-]{11}$/, vimeo: /^\d{5,12}(\/[0-9a-f]{6,16})?$/ };
const LANGUAGE = /(?:^|\s)language-([a-z0-9+#-]{1,20})(?:\s|$)/i;

/** A tag whose words stay and whose tag goes. */
const UNWRAPPED = "x-unwrapped";

const OPTIONS: sanitize.IOptions = {
  allowedTags: ["p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "u", "s", "a", "blockquote", "code", "pre", "hr", "br", "img", "aside", "div"],
  // Of these, the transforms below let through only what they have made themselves.
  allowedAttributes: {
    a: ["href", "rel"],
    img: ["src", "alt", "loading", "referrerpolicy"],
    code: ["class"],
    aside: ["data-callout"],
    div: ["data-embed", "data-id"],
  },
  allowedSchemes: ["https", "http", "mailto"],
  allowedSchemesByTag: { img: ["https"] },
  allowProtocolRelative: false,
  nonTextTags: ["script", "style", "textarea", "option", "noscript", "iframe", "svg", "math", "object", "template"],
  transformTags: {
    // `ugc nofollow`: a creator's link is not our recommendation.
    a: sanitize.simpleTransform("a", { rel: "noopener nofollow ugc" }),
    b: "strong",
    i: "em",
    h1: "h2",
    h5: "h4",
    h6: "h4",
    img: (_tag, { src = "", alt = "" }) => {
      const from = src.trim();
      if (!OWN_IMAGE.test(from) && !/^https:\/\/[^/]/i.test(from)) return bare(UNWRAPPED);
      // Images elsewhere do not learn on which page they are looked at.
      return { tagName: "img", attribs: { src: from, alt: alt.replace(/\s+/g, " ").trim().slice(0, 500), loading: "lazy", referrerpolicy: "no-referrer" } };
    },
    code: (_tag, attribs) => {
      const language = LANGUAGE.exec(attribs.class ?? "")?.[1]?.toLowerCase();
      return language ? { tagName: "code", attribs: { class: `language-${language}` } } : bare("code");
    },
    aside: (_tag, attribs) => {
      const tone = attribs["data-callout"] ?? "";
      return CALLOUTS.has(tone) ? { tagName: "aside", attribs: { "data-callout": tone } } : bare(UNWRAPPED);
    },
    div: (_tag, attribs) => {
      const site = attribs["data-embed"] ?? "";
      const id = attribs["data-id"] ?? "";
      const known = Object.hasOwn(EMBED_IDS, site) && EMBED_IDS[site]?.test(id);
      return known ? { tagName: "div", attribs: { "data-embed": site, "data-id": id } } : bare(UNWRAPPED);
    },
  },
};

function bare(tagName: string): sanitize.Tag {
  return { tagName, attribs: {} };
}

const BLOCK = /<(p|h[1-6]|ul|ol|blockquote|pre|hr|img|aside|div data-embed)[\s/>=]/i;
/** Worth keeping although no word stands in it. */
const SHOWN = /<(hr|img|div) ?/;

/**
 * HTML of which only this is left: paragraphs, headings (2 to 4), lists, quotes, dividers, code blocks with their language,
 * callouts (`<aside data-callout="note|tip|warning">`), images (`/files/fil_…` or https), embeds
 * (`<div data-embed="youtube|vimeo" data-id="…">`, a frame only once `components/ui/prose` makes it one), and http(s) or mail
 * links. "" when nothing is left to see.
 */
export function sanitiseHtml(html: string): string {
  // The editor keeps an empty line at the end to click into.
  const clean = sanitize(html, OPTIONS).trim().replace(/(<p>(\s|<br \/>)*<\/p>\s*)+$/, "");
  return textOf(clean) === "" && !SHOWN.test(clean) ? "" : clean;
}

/**
 * What came out of a rich text field: HTML from the editor, or, where JavaScript did not run, plain text whose blank
 * lines part paragraphs.
 */
export function richText(typed: string): string {
  const text = typed.replace(/\r\n?/g, "\n").trim();
  if (text === "" || BLOCK.test(text)) return sanitiseHtml(text);
  return sanitiseHtml(
    text
      .split(/\n{2,}/)
      .map((paragraph) => `<p>${paragraph.replace(/\n/g, "<br>")}</p>`)
      .join(""),
  );
}

/** The words of some HTML on one line, for descriptions of pages and for measuring. */
export function textOf(html: string): string {
  return sanitize(html.replace(/<(\/?)(p|h2|h3|h4|li|blockquote|pre|br|hr|aside|div)\b/gi, " <$1$2"), { allowedTags: [], allowedAttributes: {} })
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();
}
