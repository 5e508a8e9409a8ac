import { createServer } from "node:http";
import { emailKinds, previewMessage, renderEmail, type EmailKind, type EmailStore, type RenderedEmail } from "./index";

// npm run email:preview: every mail with its preview props, at one address; in other stores' brands, on a phone, as text. No framework.
const port = Number(process.env.PORT ?? 3333);

/** Brands to look at a mail in: the previews' own, a dark one, one whose colour is too light for text, and one without anything optional. */
const BRANDS: Record<string, EmailStore | null> = {
  "its own": null,
  "Night Shift Prints": { name: "Night Shift Prints", url: "https://lectern.example/s/night", accentColor: "#1b1b3a", supportEmail: "desk@night.example", address: "Pier 9\nPort Aldous, ME 04101, United States" },
  "Sunny Side": { name: "Sunny Side", url: "https://lectern.example/s/sunny", accentColor: "#ffe14d", supportEmail: "hey@sunny.example" },
  "A store with a very long name that somebody thought of late at night": { name: "A store with a very long name that somebody thought of late at night", url: "https://lectern.example/s/long", accentColor: "#0f7a4f" },
};

createServer((request, response) => {
  void (async () => {
    const url = new URL(request.url ?? "/", `http://localhost:${port}`);
    const [, first = "", part = ""] = url.pathname.split("/");
    const kind = emailKinds.find((one) => one === first) ?? "receipt";
    const brand = url.searchParams.get("brand") ?? "its own";
    const mail = await rendered(kind, brand);
    if (part === "text") return void response.setHeader("content-type", "text/plain; charset=utf-8").end(mail.text);
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(part === "html" ? mail.html : page(kind, brand, mail));
  })().catch((error: unknown) => response.writeHead(500).end(String(error)));
}).listen(port, "127.0.0.1", () => console.log(`Every mail (${emailKinds.length}): http://localhost:${port}`));

function rendered(kind: EmailKind, brand: string): Promise<RenderedEmail> {
  const { props } = previewMessage(kind);
  const store = BRANDS[brand];
  return renderEmail({ kind, props: store && "store" in props ? { ...props, store } : props } as ReturnType<typeof previewMessage>);
}

function page(kind: EmailKind, brand: string, { subject }: RenderedEmail): string {
  const query = `?brand=${encodeURIComponent(brand)}`;
  const kinds = emailKinds.map((one) => `<li><a href="/${one}${query}"${one === kind ? ' aria-current="page"' : ""}>${one}</a></li>`).join("");
  const brands = Object.keys(BRANDS).map((one) => `<a href="/${kind}?brand=${encodeURIComponent(one)}"${one === brand ? ' aria-current="page"' : ""}>${escape(one)}</a>`).join(" ");
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(subject)}</title><style>
body{font:15px/1.5 system-ui;margin:0;display:grid;grid-template-columns:15rem 1fr;min-height:100vh;color:#222;background:#fff}
nav{padding:1.5rem;border-right:1px solid #ddd}ul{list-style:none;margin:0;padding:0}a{color:inherit;display:inline-block;padding:.15rem 0;margin-right:.8rem}
a[aria-current]{font-weight:700}main{padding:1.5rem;min-width:0}iframe{border:1px solid #ccc;border-radius:8px;height:52rem;background:#fff}
.frames{display:flex;gap:1.5rem;flex-wrap:wrap;align-items:start}
@media(max-width:700px){body{display:block}nav{border:0}}</style>
<nav aria-label="Mails"><ul>${kinds}</ul></nav>
<main><h1 style="font-size:1.25rem;margin:0 0 .5rem">${escape(subject)}</h1><p>${brands}</p>
<div class="frames"><iframe title="On a desk" src="/${kind}/html${query}" width="680"></iframe><iframe title="On a phone" src="/${kind}/html${query}" width="360"></iframe><iframe title="The text part" src="/${kind}/text${query}" width="560"></iframe></div></main></html>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
