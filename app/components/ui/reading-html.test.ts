import { expect, test } from "vitest";
import { sanitiseHtml } from "~/lib/html.server";
import { EMBED_SITES, readingHtml } from "./reading-html";

const read = (html: string) => readingHtml(sanitiseHtml(html));
const tags = (html: string, tag: string) => [html.match(new RegExp(`<${tag}[ >]`, "g"))?.length ?? 0, html.match(new RegExp(`</${tag}>`, "g"))?.length ?? 0];

test("nothing is loaded from another site before the reader asks for it", () => {
  const html = read('<div data-embed="youtube" data-id="dQw4w9WgXcQ"></div>');
  expect(html).not.toMatch(/<iframe|<img|src=/);
  expect(html).toContain("YouTube (Google) learns that you watch it");
  expect(html).toContain('href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"');
});

test("the frames are the two the page's policy lets in, without cookies where there is such a thing", () => {
  expect(EMBED_SITES.youtube.frame("dQw4w9WgXcQ")).toBe("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0");
  expect(EMBED_SITES.vimeo.frame("76979871/abcdef12")).toBe("https://player.vimeo.com/video/76979871?autoplay=1&dnt=1&h=abcdef12");
});

test("callouts are named, and no landmark of the page", () => {
  expect(read('<aside data-callout="warning"><p>Hot.</p></aside>')).toBe('<div role="note" class="callout" data-callout="warning"><p class="callout-name">Careful</p><p>Hot.</p></div>');
});

test("code can be copied and says what it is written in, with or without a language", () => {
  expect(read('<pre><code class="language-python">a</code></pre>')).toContain("<span>Python</span>");
  for (const html of ['<pre><code class="language-brainfuck">a</code></pre>', "<pre><code>a</code></pre>", "<pre>a</pre>"]) {
    expect(read(html).match(/data-copy/g), html).toHaveLength(1);
    expect(tags(read(html), "div"), html).toEqual([1, 1]);
  }
});

test("what looks like a tag in the text stays text, and every tag is closed", () => {
  const html = read('<p>&lt;aside data-callout="note"&gt; &lt;pre&gt;</p><pre><code>&lt;/pre&gt;&lt;div data-embed="youtube" data-id="dQw4w9WgXcQ"&gt;</code></pre><blockquote><div data-embed="vimeo" data-id="76979871"></div></blockquote><aside data-callout="tip"><pre><code>x</code></pre></aside>');
  expect(html.match(/data-play/g)).toHaveLength(1);
  for (const tag of ["div", "pre", "code", "p", "blockquote", "button"]) expect(tags(html, tag)[0], tag).toBe(tags(html, tag)[1]);
});
