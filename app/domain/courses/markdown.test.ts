import { afterAll, describe, expect, test } from "vitest";
import { sanitiseHtml } from "~/lib/html.server";
import { readFrontMatter, writeFrontMatter } from "./front-matter";
import { htmlToMarkdown } from "./html-to-markdown";
import { arrange, pathParts, titleOfName, type ReadFile } from "./import-plan";
import { lessonHtml } from "./markdown-html";
import { MarkdownReader } from "./markdown-tokens.server";

const ORIGIN = "https://school.example";
const IMAGE = "fil_01m7zxwk4hfakbpy2d55xefkpx";
const reader = new MarkdownReader();
afterAll(() => reader.close());

async function read(markdown: string) {
  const tokens = await reader.tokens(markdown);
  if (!tokens.ok) throw new Error(tokens.error);
  const { html, ...rest } = lessonHtml(tokens.value, (href) => (href.startsWith(`${ORIGIN}/files/`) ? href.slice(ORIGIN.length) : href.startsWith("https://") ? href : null));
  return { ...rest, html: sanitiseHtml(html) };
}

describe("Markdown becomes a lesson", () => {
  test("with code, callouts, embeds, images and lists as the editor keeps them", async () => {
    const { html, heading, notes } = await read(
      [
        "# Salt & *time*", "Read **this** and ~~not that~~.", "> [!TIP]\n> Weigh it.\n>\n> Twice.", "> [!WARNING]", "> A quote.",
        "```js title=x\nconst a = 1 < 2;\n```", "- one\n- two\n  1. deep", "Then:", "- [x] done\n- [ ] open", "https://youtu.be/dQw4w9WgXcQ?t=3", "[A film](https://youtu.be/dQw4w9WgXcQ)", "https://vimeo.com/123456789/abcdef0123",
        `![A pot](https://img.example/a.png)`, `![Mine](${ORIGIN}/files/${IMAGE})`,
      ].join("\n\n"),
    );
    expect(heading).toBe("Salt & time");
    expect(notes).toEqual([]);
    expect(html).toBe(
      [
        "<p>Read <strong>this</strong> and <s>not that</s>.</p>",
        `<aside data-callout="tip"><p>Weigh it.</p><p>Twice.</p></aside>`, `<aside data-callout="warning"></aside>`, "<blockquote><p>A quote.</p></blockquote>",
        `<pre><code class="language-js">const a = 1 &lt; 2;</code></pre>`, "<ul><li><p>one</p></li><li><p>two</p><ol><li><p>deep</p></li></ol></li></ul>", "<p>Then:</p>", "<ul><li><p>☑ done</p></li><li><p>☐ open</p></li></ul>",
        `<div data-embed="youtube" data-id="dQw4w9WgXcQ"></div>`, `<p><a href="https://youtu.be/dQw4w9WgXcQ" rel="noopener nofollow ugc">A film</a></p>`, `<div data-embed="vimeo" data-id="123456789/abcdef0123"></div>`,
        `<img src="https://img.example/a.png" alt="A pot" loading="lazy" referrerpolicy="no-referrer" />`, `<img src="/files/${IMAGE}" alt="Mine" loading="lazy" referrerpolicy="no-referrer" />`,
      ].join(""),
    );
  });

  test("what does not come along is told, and nothing that could run is left (row 27)", async () => {
    const { html, notes } = await read(`![x](pic.png)\n\n![y](javascript:alert(1))\n\n<script>alert(1)</script>\n\n<p onclick="x()">a</p>\n\n[z](javascript:alert(1))\n\n|a|b|\n|-|-|\n|1|2|\n`);
    expect(html).not.toMatch(/script|onclick|javascript/);
    expect(html).toContain("<p>a | b</p><p>1 | 2</p>");
    expect(notes.join(" ")).toMatch(/2 images were left out.*no tables.*script/);
  });

  test.each([
    ["quotes", ">".repeat(50_000)],
    ["lists", "- ".repeat(20_000) + "x"],
    ["numbered lists", "1. ".repeat(20_000) + "x"],
  ])("a pile of %s is refused before it is read (row 26)", async (_name, bomb) => {
    expect(await reader.tokens(bomb)).toEqual({ ok: false, error: "nested" });
  });

  test("a text that would take minutes is given up, and the next is read", async () => {
    const impatient = new MarkdownReader(2_000);
    expect(await impatient.tokens("**a".repeat(300_000))).toEqual({ ok: false, error: "too_long" });
    expect((await impatient.tokens("# One")).ok).toBe(true);
    await impatient.close();
  }, 30_000);
});

describe("a lesson becomes Markdown and comes back the same", () => {
  const lessons: [string, string][] = [
    ["running text", "<h2>One</h2><h3>Two</h3><h4>Three</h4><p>a <strong>b</strong> <em>c</em> <u>d</u> <s>e</s> <code>f`g</code></p><hr /><p>x<br />y</p>"],
    ["marks beside letters", "<p>a<strong>“b”</strong>c, x<em>y</em>z, <strong>a</strong><em>b</em>, <strong>bold <em>both</em></strong>, <em><strong>x</strong></em></p>"],
    ["signs that mean something in Markdown", "<p>1. no list</p><p># no heading</p><p>- no item</p><p>* star_under_score* `tick` [link](x) ![img](y) ~~no~~ a~b~ \\ | &lt;b&gt; &amp;amp; &amp;lt; 2 &lt; 3 &gt; 1</p><p>[!NOTE] no callout</p><p>+ plus</p><p>--- no rule</p><p>=== x</p>"],
    ["addresses that are no links", "<p>See https://example.com/x_y and www.example.com or me@example.com, https://youtu.be/dQw4w9WgXcQ</p><p>https://youtu.be/dQw4w9WgXcQ</p>"],
    ["links", `<p><a href="https://example.com/a_(b)?x=1&amp;y=2" rel="noopener nofollow ugc">https://example.com</a> and <a href="mailto:a@b.example" rel="noopener nofollow ugc">write</a></p><p><a href="https://youtu.be/dQw4w9WgXcQ" rel="noopener nofollow ugc">https://youtu.be/dQw4w9WgXcQ</a></p>`],
    ["code", `<pre><code class="language-html">&lt;p&gt;\n\n  \`\`\`\n&amp;amp;\n\n</code></pre><pre><code>  plain\n\nlines</code></pre>`],
    ["callouts", `<aside data-callout="note"><p>One</p><ul><li><p>two</p></li></ul></aside><aside data-callout="warning"><p><strong>Hot</strong> kiln</p></aside>`],
    ["embeds and images", `<div data-embed="youtube" data-id="dQw4w9WgXcQ"></div><div data-embed="vimeo" data-id="123456789/abcdef0123"></div><img src="/files/${IMAGE}" alt="a [b] c" loading="lazy" referrerpolicy="no-referrer" /><img src="https://img.example/a%20b(1).png" alt="" loading="lazy" referrerpolicy="no-referrer" />`],
    ["lists in lists", "<ul><li><p>one</p><ul><li><p>two</p><p>more</p></li></ul></li><li><p>three</p></li></ul><ol><li><p>a</p></li><li><p>b</p></li></ol><blockquote><p>q</p><blockquote><p>qq</p></blockquote></blockquote><ul><li><p>x</p></li></ul><ul><li><p>y</p></li></ul><ol><li><p>z</p></li></ol>"],
    ["nothing", ""],
  ];
  test.each(lessons)("%s", async (_name, html) => {
    expect(sanitiseHtml(html)).toBe(html);
    expect((await read(htmlToMarkdown(html, ORIGIN))).html).toBe(html);
  });

  test("front matter", () => {
    const values = { title: 'A "quoted": title, \\ and #', module: "true", preview: "true", drip: "7 days", video: "https://vimeo.com/123456789", "x-y": "2026-12-24T09:30Z" };
    const text = `${writeFrontMatter(values)}\nBody --- here\n---\n`;
    expect(readFrontMatter(text)).toEqual({ values, body: "\nBody --- here\n---\n" });
    expect(readFrontMatter("# No front matter\n---\n")).toEqual({ values: {}, body: "# No front matter\n---\n" });
    expect(readFrontMatter("---\ntitle: 'it''s'\ntags:\n  - a\n__proto__: x\n---").values).toEqual({ title: "it's", tags: "" });
  });
});

describe("where lessons go", () => {
  const file = (path: string): ReadFile => ({ path, parts: pathParts(path), moduleTitle: null, lesson: { path, title: titleOfName(pathParts(path).at(-1) ?? ""), bodyHtml: "", isPreview: false, dripDays: null, dripAt: null, videoUrl: null, notes: [] } });
  const planned = (...paths: string[]) => arrange(paths.map(file)).map((module) => [module.title, ...module.lessons.map(({ title }) => title)]);

  test("folders are modules, names are in natural order, loose files stand first", () => {
    expect(planned("2 Second/b.md", "10 Tenth/x.md", "2 Second/a.md", "loose-file.md", "1 First/10 Ten.md", "1 First/2 Two.md")).toEqual([[null, "loose file"], ["First", "Two", "Ten"], ["Second", "a", "b"], ["Tenth", "x"]]);
  });

  test("the folder that was chosen is no module, one folder alone is", () => {
    expect(planned("my course/01 Intro/02 First.md", "my course/loose.md")).toEqual([[null, "loose"], ["Intro", "First"]]);
    expect(planned("01 Intro/02 First.md", "01 Intro/01 Zero.md")).toEqual([["Intro", "Zero", "First"]]);
    expect(planned("a/01 Part/02 Deep/x.md", "a/01 Part/y.md")).toEqual([["Part", "y"], ["Part: Deep", "x"]]);
  });

  test("paths lead nowhere else (row 28)", () => {
    expect(pathParts("../../etc/./pass\u202ewd.md")).toEqual(["etc", "passwd.md"]);
    expect(pathParts("C:\\temp\\..\\02 x.md\r\nSet-Cookie: a")).toEqual(["C:", "temp", "02 x.mdSet-Cookie: a"]);
  });
});
