import { html } from "./kit/html";
import { page } from "./kit/layout";
import { get } from "./kit/routes";

export const homePages = [
  get("/", ({ control, engine }) => {
    const accounts = control.accounts.list().length;
    const mails = control.mail.list().length;
    const doors = [
      [
        "/dashboard",
        "Stripe Dashboard",
        `What a creator sees at Stripe: ${accounts === 1 ? "1 account" : `${accounts} accounts`}, payments, refunds, what Stripe asks for.`,
      ],
      ["/mailbox", "Mailbox", `Every mail the app has sent: ${mails === 1 ? "1 so far" : `${mails} so far`}. Make one bounce.`],
      ["/control", "Control", "Make the world happen: requirements, disputes, failed renewals, time, webhooks that come late or twice."],
    ] as const;
    return page({
      title: "Home",
      nav: "/",
      body: html`<h1>The sandbox</h1>
        <p class="lead">This stands in for Stripe and for the mail service. ${engine.applicationName} talks to it as it would to the real ones; no money moves and no mail leaves this machine.</p>
<ul class="doors">${doors.map(([path, name, text]) => html`<li><a href="${path}"><strong>${name}</strong><span class="muted">${text}</span></a></li>`)}</ul>`,
    });
  }),
];
