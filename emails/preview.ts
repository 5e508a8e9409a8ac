import { createServer } from "node:http";
import { emailKinds, previewMessage, renderEmail } from "./index";

// npm run email:preview: every mail with its preview props, at one address. No framework: one page a kind.
const port = Number(process.env.PORT ?? 3333);

createServer((request, response) => {
  void (async () => {
    const kind = emailKinds.find((candidate) => `/${candidate}` === request.url);
    response.setHeader("content-type", "text/html; charset=utf-8");
    if (kind) return response.end((await renderEmail(previewMessage(kind))).html);
    const subjects = await Promise.all(emailKinds.map(async (one) => `<li><a href="/${one}">${one}</a>: ${escape((await renderEmail(previewMessage(one))).subject)}</li>`));
    response.end(`<!doctype html><meta charset="utf-8"><title>Mails</title><body style="font:16px/1.6 system-ui;max-width:40rem;margin:3rem auto"><h1>Mails</h1><ul>${subjects.join("")}</ul>`);
  })();
}).listen(port, "127.0.0.1", () => console.log(`Every mail: http://localhost:${port}`));

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
