import { expect, test } from "vitest";
import { richText, sanitiseHtml, textOf } from "./html.server";

test("keeps what the editor makes", () => {
  const html = "<h2>Title</h2><p>One <strong>bold</strong> <em>and</em> <u>under</u> <s>struck</s> <code>code</code><br />line</p><ul><li>a</li></ul><ol><li>b</li></ol><blockquote><p>q</p></blockquote><pre><code>x &lt; y</code></pre><hr />";
  expect(sanitiseHtml(html)).toBe(html);
});

test("nothing that runs, loads or styles survives (row 27)", () => {
  const attacks = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<p onclick=alert(1)>x</p>", "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVa\tScript:alert(1)'>x</a>", "<a href='data:text/html,<script>1</script>'>x</a>", "<a href='//evil.example'>x</a>", "<iframe src='https://evil.example'></iframe>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>", "<svg><xmp><img src=x onerror=alert(1)></xmp></svg>", "<math><textarea><script>alert(1)</script></textarea></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<style>p{}</style>", "<p style='position:fixed'>x</p>", "<form action=/x><input></form>", "<p><!--[if IE]><script>1</script><![endif]-->x</p>",
    "<xmp><script>alert(1)</script></xmp>", "<plaintext><script>alert(1)</script>", "<p id=x class=y data-z=1>x</p>",
  ];
  for (const attack of attacks) {
    const clean = sanitiseHtml(attack);
    expect(clean.replace(/&lt;.*?&gt;/g, ""), attack).not.toMatch(/<(?!\/?(p|a|br)\b)|on\w+=|javascript:|data:|style=|class=|evil/i);
  }
});

test("links say that they are not ours, and only go to the web or to mail", () => {
  expect(sanitiseHtml('<p><a href="https://example.com" target="_blank">x</a></p>')).toBe('<p><a href="https://example.com" rel="noopener nofollow ugc">x</a></p>');
});

test("an empty editor is empty", () => {
  expect(sanitiseHtml("<p></p>")).toBe("");
  expect(sanitiseHtml("<p>a</p><p></p><p>b</p><p></p><p><br></p>")).toBe("<p>a</p><p></p><p>b</p>");
  expect(sanitiseHtml("<p><br></p><p> </p>")).toBe("");
});

test("plain text, typed before JavaScript ran, becomes paragraphs", () => {
  expect(richText("One\r\ntwo\r\n\r\nThree & <b>four</b>")).toBe("<p>One<br />two</p><p>Three &amp; <strong>four</strong></p>");
  expect(richText("  ")).toBe("");
  expect(richText("1 < 2 and 3 > 2")).toBe("<p>1 &lt; 2 and 3 &gt; 2</p>");
});

test("the words of a text", () => {
  expect(textOf("<h2>Bread</h2><p>Salt &amp; <strong>water</strong></p><ul><li>a</li><li>b</li></ul>")).toBe("Bread Salt & water a b");
});
