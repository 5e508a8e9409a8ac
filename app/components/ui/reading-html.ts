/** Sites a text may show a video of: what they are called, who hears of the reader, where the video plays and where it lives. */
export const EMBED_SITES = {
  youtube: {
    name: "YouTube",
    learns: "YouTube (Google)",
    frame: (id: string) => `https://www.youtube-nocookie.com/embed/${id}?autoplay=1&rel=0`,
    page: (id: string) => `https://www.youtube.com/watch?v=${id}`,
  },
  vimeo: {
    name: "Vimeo",
    learns: "Vimeo",
    frame: (id: string) => {
      const [number, secret] = id.split("/");
      return `https://player.vimeo.com/video/${number}?autoplay=1&dnt=1${secret ? `&h=${secret}` : ""}`;
    },
    page: (id: string) => `https://vimeo.com/${id}`,
  },
} as const;

export type EmbedSite = keyof typeof EMBED_SITES;

const CALLOUT_NAMES: Readonly<Record<string, string>> = { note: "Note", tip: "Tip", warning: "Careful" };
const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  bash: "Shell", c: "C", cpp: "C++", csharp: "C#", css: "CSS", go: "Go", html: "HTML", java: "Java", javascript: "JavaScript", json: "JSON", kotlin: "Kotlin", markdown: "Markdown", php: "PHP",
  python: "Python", ruby: "Ruby", rust: "Rust", sql: "SQL", swift: "Swift", typescript: "TypeScript", xml: "XML", yaml: "YAML",
};

/** Languages a code block can be given, in the order of their names. */
export const CODE_LANGUAGES: readonly { id: string; name: string }[] = Object.entries(LANGUAGE_NAMES).map(([id, name]) => ({ id, name }));

export function languageName(id: string): string {
  return LANGUAGE_NAMES[id] ?? id;
}

/**
 * Sanitised HTML (lib/html.server) as readers get it: callouts named and no landmarks, code with its language and a button to
 * copy it, videos of other sites as a poster that loads nothing from there until it is asked to. The sanitiser writes each of
 * these tags in exactly one way and escapes every "<" of text and attributes, so what is found here is a tag.
 */
export function readingHtml(html: string): string {
  return html
    .replace(/<aside data-callout="(note|tip|warning)">/g, (_all, tone: string) => `<div role="note" class="callout" data-callout="${tone}"><p class="callout-name">${CALLOUT_NAMES[tone]}</p>`)
    .replace(/<\/aside>/g, "</div>")
    .replace(/<pre>(<code(?: class="language-([a-z0-9+#-]+)")?>)/g, (_all, code: string, language: string | undefined) => `${codeHead(language)}<pre tabindex="0" role="group" aria-label="Code">${code}`)
    .replace(/<\/pre>/g, "</pre></div>")
    .replace(/<pre>(?!<code)/g, `${codeHead(undefined)}<pre tabindex="0" role="group" aria-label="Code">`)
    .replace(/<div data-embed="(youtube|vimeo)" data-id="([A-Za-z0-9_/-]+)">/g, (_all, site: EmbedSite, id: string) => poster(site, id));
}

function codeHead(language: string | undefined): string {
  return `<div class="code"><p class="code-head"><span>${language ? languageName(language) : ""}</span><button type="button" data-copy>Copy</button></p>`;
}

function poster(site: EmbedSite, id: string): string {
  const { name, learns, page } = EMBED_SITES[site];
  return (
    `<div class="embed" data-embed="${site}" data-id="${id}"><div class="embed-poster">` +
    `<button type="button" data-play><span class="embed-mark" aria-hidden="true"></span>Play the video</button>` +
    `<p class="embed-said">The video comes from ${name}. When you play it, ${learns} learns that you watch it.</p>` +
    `<p><a href="${page(id)}" target="_blank" rel="noopener nofollow ugc">Open it on ${name}</a></p></div>`
  );
}
