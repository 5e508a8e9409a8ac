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

test("keeps what the richer editor makes: images, code with its language, callouts, embeds", () => {
  const html = [
    '<h4>Small</h4><p><img src="/files/fil_01hzxk2m3n4p5q6r7s8t9vwxyz" alt="A wheel" loading="lazy" referrerpolicy="no-referrer" /></p>',
    '<pre><code class="language-typescript">a &lt; b &amp;&amp; c</code></pre>',
    '<aside data-callout="tip"><p>Wet your hands.</p><ul><li>twice</li></ul></aside>',
    '<div data-embed="youtube" data-id="dQw4w9WgXcQ"></div><div data-embed="vimeo" data-id="76979871/abcdef12"></div>',
  ].join("");
  expect(sanitiseHtml(html)).toBe(html);
  // What is stored is read and written again by the editor, any number of times.
  expect(sanitiseHtml(sanitiseHtml(html))).toBe(html);
});

test("an image, an embed or a divider alone is a text", () => {
  for (const html of ['<div data-embed="vimeo" data-id="76979871"></div>', "<hr />"]) expect(sanitiseHtml(html)).toBe(html);
  expect(sanitiseHtml('<img src="https://example.com/a.png">')).toContain("<img");
  expect(richText('<div data-embed="vimeo" data-id="76979871"></div>')).toBe('<div data-embed="vimeo" data-id="76979871"></div>');
});

test("images come from this server's public files or over https, never out of the address itself (row 27)", () => {
  const wrong = [
    "data:image/png;base64,AAAA", "data:image/svg+xml,<svg onload=alert(1)>", "javascript:alert(1)", "http://example.com/a.png", "//evil.example/a.png", "/media/fil_01hzxk2m3n4p5q6r7s8t9vwxyz",
    "/files/../media/x", "/files/fil_01hzxk2m3n4p5q6r7s8t9vwxyz/../../studio", "/sign-out", "https:/x", "blob:https://example.com/1", "", "\u0000data:image/png,x",
  ];
  for (const src of wrong) expect(sanitiseHtml(`<p>a<img src="${src.replaceAll('"', "&quot;")}">b</p>`), src).toBe("<p>ab</p>");
  expect(sanitiseHtml('<p>a<img src="https://x.example/a.png" srcset="https://evil.example/b 2x" onerror="alert(1)" style="position:fixed" width="9999" alt="&quot; onload=&quot;x"></p>')).toBe(
    '<p>a<img src="https://x.example/a.png" alt="&quot; onload=&quot;x" loading="lazy" referrerpolicy="no-referrer" /></p>',
  );
});

test("frames, foreign embeds and unknown callouts leave at most their words (row 27)", () => {
  const attacks: [string, string][] = [
    ['<p>a</p><iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"></iframe>', "<p>a</p>"],
    ['<p>a</p><iframe srcdoc="<script>alert(1)</script>">b</iframe>', "<p>a</p>"],
    ['<p>a</p><div data-embed="evil" data-id="dQw4w9WgXcQ"></div>', "<p>a</p>"],
    ['<p>a</p><div data-embed="constructor" data-id="x"></div>', "<p>a</p>"],
    ['<p>a</p><div data-embed="youtube" data-id="dQw4w9WgXcQ?x=1"></div>', "<p>a</p>"],
    ['<p>a</p><div data-embed="youtube" data-id="&quot;><script>1"></div>', "<p>a</p>"],
    ['<p>a</p><div data-embed="vimeo" data-id="76979871/../login"></div>', "<p>a</p>"],
    ['<div data-embed="youtube" data-id="dQw4w9WgXcQ" onclick="x" style="x" class="x"></div>', '<div data-embed="youtube" data-id="dQw4w9WgXcQ"></div>'],
    ['<aside data-callout="danger"><p>b</p></aside>', "<p>b</p>"],
    ['<aside data-callout="note" onclick="x" id="y"><p>b</p></aside>', '<aside data-callout="note"><p>b</p></aside>'],
    ['<div class="x"><p>b</p></div>', "<p>b</p>"],
    ['<pre><code class="language-js evil" onclick="x">b</code></pre>', '<pre><code class="language-js">b</code></pre>'],
    ['<pre><code class="language-&quot;><script>">b</code></pre>', "<pre><code>b</code></pre>"],
    ['<p>a<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg></p>', "<p>a</p>"],
    ['<p>a<math><mtext><img src=x onerror=alert(1)></mtext></math></p>', "<p>a</p>"],
    ['<p>a<object data="https://evil.example"><embed src="https://evil.example"></object><video src="https://evil.example" onerror="x"></video></p>', "<p>a</p>"],
    ["<p>a<template><img src=x onerror=alert(1)></template></p>", "<p>a</p>"],
    ['<p>a<meta http-equiv="refresh" content="0;url=//evil.example"><base href="//evil.example"><link rel=stylesheet href=//evil.example></p>', "<p>a</p>"],
  ];
  for (const [attack, left] of attacks) expect(sanitiseHtml(attack), attack).toBe(left);
});
