import { type Content, html, Html } from "./html";
import { styles } from "./styles";

export interface PageOptions {
  title: string;
  body: Content;
  /** `narrow` for a form, `frame` inside somebody's page, `wide` for tools. */
  width?: "narrow" | "wide" | "frame";
  /** Tools show the way to the other tools; a buyer's page does not. The path of the current one. */
  nav?: string;
  /** Paths of scripts of our own. Every page works without them. */
  scripts?: readonly string[];
  status?: number;
  headers?: Record<string, string>;
}

const TOOLS = [
  ["/", "Sandbox"],
  ["/dashboard", "Dashboard"],
  ["/control", "Control"],
  ["/mailbox", "Mailbox"],
] as const;

/** Makes a whole page. Forms may end at the app, and a redirect after a POST counts as the form's target, so `form-action` stays open. */
export function page({ title, body, width = "wide", nav, scripts = [], status = 200, headers = {} }: PageOptions): Response {
  const framed = width === "frame";
  const text = html`<!doctype html>
<html lang="en"${framed && html` class="light"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Sandbox</title>
<link rel="icon" href="data:,">
<style>${new Html(styles)}</style>
${scripts.map((path) => html`<script src="${path}" defer></script>`)}
</head>
<body>
${!framed && html`<a class="skip" href="#main">Skip to content</a>`}
${
  !framed &&
  html`<header><div class="strip"><p>
  <strong>Sandbox - no real money</strong> <span>A stand-in for Stripe and Resend on this machine.</span></p></div>
  ${nav !== undefined && navigation(nav)}</header>`
}
<main id="main" class="${width}">
${framed && html`<p class="notice warn small"><strong>Sandbox - no real money.</strong> Only test numbers work here.</p>`}
${body}
</main>
</body>
</html>`.text;
  return new Response(text, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'self'; frame-src 'self'; base-uri 'none'${framed ? "" : "; frame-ancestors 'none'"}`,
      "referrer-policy": "same-origin",
      "x-content-type-options": "nosniff",
      ...headers,
    },
  });
}

function navigation(current: string): Html {
  return html`<nav class="sitenav" aria-label="Sandbox">
    ${TOOLS.map(([path, name]) => html`<a href="${path}"${path === current && html` aria-current="page"`}>${name}</a>`)}</nav>`;
}

/** One line above a form or list: what went wrong, or what just happened. */
export function notice(tone: "bad" | "warn" | "good" | "plain", text: Content): Html {
  return html`<div class="notice ${tone}" role="${tone === "bad" ? "alert" : "status"}"><p>${text}</p></div>`;
}

/** A page that only says something. */
export function message(title: string, text: Content, options: Partial<PageOptions> = {}): Response {
  const heading = options.width === "frame" ? html`<h1 tabindex="-1">${title}</h1>` : html`<h1>${title}</h1>`;
  return page({ width: "narrow", ...options, title, body: html`<div class="card">${heading}${typeof text === "string" ? html`<p>${text}</p>` : text}</div>` });
}

export function redirect(to: string): Response {
  return new Response(null, { status: 303, headers: { location: to, "cache-control": "no-store", "referrer-policy": "same-origin" } });
}
