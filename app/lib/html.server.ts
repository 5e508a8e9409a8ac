import sanitize from "sanitize-html";

const OPTIONS: sanitize.IOptions = {
  allowedTags: ["p", "h2", "h3", "ul", "ol", "li", "strong", "em", "u", "s", "a", "blockquote", "code", "pre", "hr", "br"],
  allowedAttributes: { a: ["href", "rel"] },
  allowedSchemes: ["https", "http", "mailto"],
  allowProtocolRelative: false,
  transformTags: {
    // `ugc nofollow`: a creator's link is not our recommendation.
    a: sanitize.simpleTransform("a", { rel: "noopener nofollow ugc" }),
    b: "strong",
    i: "em",
    h1: "h2",
    h4: "h3",
    h5: "h3",
    h6: "h3",
  },
};

const BLOCK = /<(p|h[1-6]|ul|ol|blockquote|pre|hr)[\s/>]/i;

/** HTML of which only running text, lists, headings, quotes, code and http(s) or mail links are left. "" when no word is left. */
export function sanitiseHtml(html: string): string {
  // The editor keeps an empty line at the end to click into.
  const clean = sanitize(html, OPTIONS).trim().replace(/(<p>(\s|<br \/>)*<\/p>\s*)+$/, "");
  return textOf(clean) === "" && !clean.includes("<hr") ? "" : clean;
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
  return sanitize(html.replace(/<(\/?)(p|h2|h3|li|blockquote|pre|br|hr)\b/gi, " <$1$2"), { allowedTags: [], allowedAttributes: {} })
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();
}
