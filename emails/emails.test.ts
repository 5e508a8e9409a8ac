import { describe, expect, it } from "vitest";

import { emailKinds, previewMessage, renderEmail, type EmailKind } from "./index";

/** What a reader must find in each mail, in the HTML and in the text part alike. */
const keyFacts: Record<EmailKind, { subject: string; facts: string[]; links: string[] }> = {
  receipt: {
    subject: "Your receipt from Fern & Kiln: Wheel Throwing from the Ground Up and 1 more",
    facts: [
      "FK-1042",
      "21 November 2025, 14:05 UTC",
      "Maya Lindqvist",
      "maya@post.example",
      "Wheel Throwing from the Ground Up",
      "Course",
      "€129.00",
      "The Glaze Notebook: 24 tested recipes",
      "€18.00",
      "Subtotal",
      "VAT (23%) included",
      "€27.49",
      "€147.00",
      "Visa ···· 4242",
      "Fern & Kiln, Unipessoal Lda",
      "Rua do Forno 18",
      "Lindqvist Keramik AB",
      "112 21 Stockholm",
      "VAT SE556677889901",
      "VAT PT509442013",
      "hello@fernandkiln.example",
      "will appear on your statement as FERN AND KILN",
      "refund you",
    ],
    links: ["https://lectern.example/sign-in/link?token=hL1m0vYw8nq2", "https://lectern.example/library/orders/ord_01k", "https://lectern.example/library/orders/ord_01k/invoice.pdf"],
  },
  "sign-in-link": {
    subject: "Your sign-in link for Fern & Kiln",
    facts: ["maya@post.example", "10 minutes", "works once", "Firefox on Linux", "21 November 2025, 14:05 UTC"],
    links: ["https://lectern.example/sign-in/link?token=hL1m0vYw8nq2J4cDk7"],
  },
  "verify-email": {
    subject: "Confirm your email address for Lectern",
    facts: ["Welcome, Ada", "ada@lectern.example", "24 hours"],
    links: ["https://lectern.example/verify?token=Q9t3mZr5cXk1"],
  },
  "reset-password": {
    subject: "Choose a new password for Lectern",
    facts: ["ada@lectern.example", "10 minutes", "works once", "Safari on iPhone", "stays as it is"],
    links: ["https://lectern.example/reset-password?token=b7Kp2nVx4sWd"],
  },
  "account-deleted": { subject: "Your account is deleted", facts: ["maya@school.example", "21 November 2025, 14:05 UTC", "3 orders stay with the sellers"], links: [] },
  "change-email": { subject: "Confirm your new address", facts: ["maya@school.example", "maya.lind@post.example", "60 minutes"], links: ["https://lectern.example/auth/change-email/Q9t3mZr5cXk1"] },
  "email-changed": { subject: "The address of your account was changed", facts: ["maya.lind@post.example", "Chrome on Windows", "7 days"], links: ["https://lectern.example/auth/restore-email/Q9t3mZr5cXk1"] },
  "members-post": {
    subject: "What last week's firing taught me (Fern & Kiln)",
    facts: ["The Kiln Room", "a celadon that went grey"],
    links: ["https://lectern.example/library/off_01jabcdef/posts/pst_01jabcdef"],
  },
  "merge-people": { subject: "Bring your purchases together", facts: ["maya@school.example", "maya.lind@post.example"], links: ["https://lectern.example/auth/merge/Q9t3mZr5cXk1"] },
  "refund-receipt": {
    subject: "Your refund of €40 from Fern & Kiln: Wheel Throwing from the Ground Up",
    facts: ["€40 is on its way back to you", "Maya", "a part of what you paid", "€129", "Visa ···· 4242", "1042", "re_3PabcdEfGh", "stays in your library", "five to ten days", "hello@fernandkiln.example"],
    links: ["https://lectern.example/library/orders/ord_01k"],
  },
  "dispute-opened": {
    subject: "A buyer disputes €129 of order 1042: answer by 30 November 2025, 23:59 UTC",
    facts: ["Ada", "Maya Lindqvist", "€129", "They say that they did not make this payment", "30 November 2025, 23:59 UTC", "access is closed until this is decided"],
    links: ["https://dashboard.stripe.com/acct_1/payments/pi_3Pabcd", "https://lectern.example/studio/orders/ord_01k"],
  },
  "dispute-closed": {
    subject: "You won the dispute about order 1042",
    facts: ["Ada", "Maya Lindqvist", "€129", "has access again"],
    links: ["https://lectern.example/studio/orders/ord_01k"],
  },
  "fraud-warning": {
    subject: "Order 1042 may be fraud: refund €129 now, or risk a dispute",
    facts: ["Ada", "Maya Lindqvist", "€129", "used without its owner knowing", "refund it now"],
    links: ["https://lectern.example/studio/orders/ord_01k/refund?reason=fraudulent"],
  },
  "paid-twice": {
    subject: "You paid twice for Wheel Throwing from the Ground Up; we sent the second payment back (Fern & Kiln)",
    facts: ["Maya, you already had Wheel Throwing from the Ground Up", "€129", "21 November 2025, 14:05 UTC", "Visa ···· 4242", "1042", "five to ten days"],
    links: ["https://lectern.example/library/off_01k"],
  },
  "password-changed": {
    subject: "Your password for Lectern was changed",
    facts: ["ada@lectern.example", "21 November 2025, 14:05 UTC", "Chrome on Windows", "Every other device was signed out"],
    links: ["https://lectern.example/forgot-password"],
  },
  "stripe-failover": {
    subject: "New sales of Fern & Kiln now go to Ada Fernsby, second account",
    facts: ["Ada", "Fern & Kiln Ltd", "Cannot take payments", "Ada Fernsby, second account", "21 November 2025 at 14:05 UTC", "Orders, refunds and subscriptions stay"],
    links: ["https://lectern.example/settings/integrations/stripe"],
  },
  "payout-failed": {
    subject: "Your payout of €1,284.50 for Fern & Kiln came back",
    facts: ["Ada", "Banco do Forno, ending 3000", "21 November 2025", "The bank account is closed", "Give Stripe another bank account", "Nothing is lost"],
    links: ["https://lectern.example/studio/payments?account=acc_01k"],
  },
  "stripe-needs-you": {
    subject: "What Stripe wants for Northlight Darkroom",
    facts: [
      "Tomas",
      "Northlight Photography Ltd",
      "nobody can pay you by card",
      "Ida Holm (director): a photo of an identity document",
      "The name on the document is not the one",
      "By 5 December 2025",
      "You, on Stripe",
      "Your bank account for payouts",
    ],
    links: ["https://lectern.example/settings/integrations/stripe"],
  },
  "stripe-reminder": {
    subject: "What Stripe wants for Northlight Darkroom",
    facts: ["Tomas", "Northlight Photography Ltd", "one thing", "5 December 2025", "Ida Holm (director): a photo of an identity document", "renewals of €840 are affected", "took €1,240"],
    links: ["https://lectern.example/settings/integrations/stripe"],
  },
  "stripe-stopped": {
    subject: "What Stripe wants for Northlight Darkroom",
    facts: ["Northlight Photography Ltd", "Stripe has stopped your sales", "What was bought before stays open", "Your bank account for payouts", "the first on 9 December 2025"],
    links: ["https://lectern.example/settings/integrations/stripe"],
  },
  "stripe-closed": {
    subject: "What Stripe wants for Northlight Darkroom",
    facts: ["Northlight Photography Ltd", "connect another Stripe account", "terms of service", "last mail"],
    links: ["https://lectern.example/settings/integrations/stripe"],
  },
  "stripe-clear": {
    subject: "What Stripe wants for Northlight Darkroom",
    facts: ["Tomas", "Northlight Photography Ltd", "Stripe is satisfied", "nothing left for you to do"],
    links: ["https://lectern.example/settings/integrations/stripe"],
  },
  "sale-notice": {
    subject: "Maya Lindqvist bought Wheel Throwing from the Ground Up (€129.00)",
    facts: ["Ada", "Fern & Kiln", "Maya Lindqvist", "maya@post.example", "€129.00", "€6.45", "FK-1042", "21 November 2025, 14:05 UTC"],
    links: ["https://lectern.example/studio/fern-and-kiln/orders/ord_01k"],
  },
  "back-on-sale": {
    subject: "You can buy Wheel Throwing from the Ground Up again (Fern & Kiln)",
    facts: ["Wheel Throwing from the Ground Up", "€129", "maya@post.example", "the only one", "Nothing was charged"],
    links: ["https://lectern.example/s/fern-and-kiln/wheel-throwing"],
  },
  "download-updated": {
    subject: "New version: Forty Glazes That Work (Fern & Kiln)",
    facts: ["forty-glazes.pdf", "2 (3.4 MB)", "Six more glazes for cone 6", "print pages 12 and 41 again", "no more mails about new versions"],
    links: ["https://lectern.example/library/off_01jabcdef"],
  },
  "card-expiring": {
    subject: "Visa ···· 4242 expires before your next payment for The Kiln Room (Fern & Kiln)",
    facts: ["Maya", "The Kiln Room", "Studio, monthly", "End of November 2025", "€9 on 5 December 2025", "once for a card"],
    links: ["https://lectern.example/library/memberships/sbn_01k"],
  },
  "membership-ended": {
    subject: "The Kiln Room is closed until your payment arrives (Fern & Kiln)",
    facts: ["Maya", "did not come through", "12 December 2025", "Pay €9 now", "Update your payment details", "hello@fernandkiln.example"],
    links: ["https://lectern.example/pay/inv_01k.c2lnbmVk", "https://lectern.example/library/memberships/sbn_01k"],
  },
  "payment-action-required": {
    subject: "Please confirm your payment for The Kiln Room (Fern & Kiln)",
    facts: ["Maya", "your bank asks that you confirm", "Confirm €9", "Visa ···· 3184", "12 December 2025"],
    links: ["https://lectern.example/pay/inv_01k.c2lnbmVk"],
  },
  "payment-failed": {
    subject: "Your payment for The Kiln Room did not go through (Fern & Kiln)",
    facts: ["Maya", "€9 for The Kiln Room was refused", "There was not enough money on the card.", "stays open until 12 December 2025", "tried again on 8 December 2025", "Visa ···· 4242", "Pay €9 now"],
    links: ["https://lectern.example/pay/inv_01k.c2lnbmVk", "https://lectern.example/library/memberships/sbn_01k"],
  },
  "plan-changed": {
    subject: "Your plan of The Kiln Room is now Gold, monthly, €18 a month (Fern & Kiln)",
    facts: ["Maya", "Studio, monthly, €9 a month", "Gold, monthly, €18 a month", "€4.35", "next on 5 January 2026", "21 December 2025 at 14:05 UTC"],
    links: ["https://lectern.example/library/memberships/sbn_01k"],
  },
  "renewal-receipt": {
    subject: "Your receipt from Fern & Kiln: The Kiln Room, €10.80",
    facts: ["Maya Lindqvist", "maya@post.example", "Lindqvist Keramik", "SE123456789001", "9F3A11-0004", "5 December 2025 at 14:05 UTC", "5 December 2025 to 5 January 2026", "€9.00", "€1.80", "€10.80", "Visa ···· 4242", "Fern & Kiln, Unipessoal Lda", "PT512345678", "FERN AND KILN", "€9 on 5 January 2026"],
    links: ["https://pay.stripe.example/invoice/in_01k/pdf", "https://lectern.example/library/memberships/sbn_01k"],
  },
  "renewals-failed": {
    subject: "2 payments of Fern & Kiln were refused",
    facts: ["Ada", "Maya Lindqvist, maya@post.example", "The Kiln Room · €18", "wants the member to confirm", "€27", "Ola Berg", "Ended on 5 December 2025", "one payment that had failed before came in after all", "Ines Duarte", "nobody was asked to pay", "https://lectern.example/settings/mail"],
    links: ["https://lectern.example/studio/orders/ord_01k", "https://lectern.example/studio/offers/off_01k/members?which=failing"],
  },
  "trial-ending": {
    subject: "Your free trial of The Kiln Room ends on 5 December 2025 (Fern & Kiln)",
    facts: ["Maya", "€9 a month", "Visa ···· 4242", "cancel before that day and nothing is charged"],
    links: ["https://lectern.example/library/memberships/sbn_01k", "https://lectern.example/library/memberships/sbn_01k/cancel"],
  },
  certificate: {
    subject: "Your certificate: Wheel Throwing from the Ground Up (Fern & Kiln)",
    facts: ["Well done, Maya Lindqvist", "21 November 2025", "K7QM-93XT-2BVD-PW6H"],
    links: ["https://lectern.example/library/off_01k/certificate", "https://lectern.example/certificates/K7QM-93XT-2BVD-PW6H"],
  },
  "drip-lesson": {
    subject: "2 lessons of Wheel Throwing from the Ground Up are open (Fern & Kiln)",
    facts: ["Pulling the wall", "Three ways to trim a foot", "no more mails about lessons", "https://lectern.example/mail/stop/usr_1.sto_1.lessons.c2lnbmVk"],
    links: ["https://lectern.example/library/off_01k/lessons/les_01k"],
  },
  gift: {
    subject: "Fern & Kiln has given you Wheel Throwing from the Ground Up",
    facts: ["Maya Lindqvist", "nothing to pay", "Start with module two", "3 March 2027", "maya@post.example"],
    links: ["https://lectern.example/auth/link/hL1m0vYw8nq2"],
  },
  "mail-test": { subject: "Your mail server works (Fern & Kiln)", facts: ["smtp.fernandkiln.example", "hello@fernandkiln.example", "SPF, DKIM and DMARC"], links: [] },
  "mend-address": { subject: "Confirm that our mail reaches you", facts: ["maya@post.example", "maya@pots.example came back", "60 minutes"], links: ["https://lectern.example/auth/mend-address/Q9t3mZr5cXk1"] },
  "sale-digest": {
    subject: "3 sales at Fern & Kiln, 20 November 2025 (€276.00)",
    facts: ["What you sold, Ada", "Maya Lindqvist · order 1042", "€129.00", "The Glaze Notebook", "€276.00", "https://lectern.example/settings/mail"],
    links: ["https://lectern.example/studio/orders"],
  },
  "team-invitation": {
    subject: "Ada Fernsby invites you to work on Fern & Kiln",
    facts: ["jonas@post.example", "Editor", "Make, change and publish offers", "7 days"],
    links: ["https://lectern.example/auth/join-team/Q9t3mZr5cXk1"],
  },
  "team-joined": { subject: "Jonas Ek has joined the team of Fern & Kiln", facts: ["Hello Ada", "jonas@post.example", "Editor", "Remove them there"], links: ["https://lectern.example/settings/team"] },
  welcome: {
    subject: "First Steps in Clay is yours (Fern & Kiln)",
    facts: ["Welcome, Maya Lindqvist", "cost you nothing", "Course", "1043", "maya@post.example", "https://lectern.example/library/orders/ord_01k"],
    links: ["https://lectern.example/auth/link/hL1m0vYw8nq2"],
  },
};

describe.each(emailKinds)("%s", (kind) => {
  it("says the same in subject, HTML and text", async () => {
    const mail = await renderEmail(previewMessage(kind));
    const expected = keyFacts[kind];
    const readable = visible(mail.html);
    const flowing = mail.text.replace(/\s+/g, " ");

    expect(mail.subject).toBe(expected.subject);
    for (const fact of expected.facts) {
      expect(readable).toContain(fact);
      expect(flowing).toContain(fact);
    }
    for (const link of expected.links) {
      expect(mail.html).toContain(`href="${link}"`);
      expect(mail.text).toContain(link);
    }
  });

  it("is fit for dark mail programs and small screens", async () => {
    const { html } = await renderEmail(previewMessage(kind));
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain("prefers-color-scheme: dark");
    expect(html).toContain("width=device-width");
    expect(html).not.toContain("<img");
  });

  it("row 27: treats whatever people typed as text", async () => {
    const message = previewMessage(kind);
    const hostile = '<script>alert("x")</script>\r\nBcc: everyone@evil.example';
    const mail = await renderEmail({ kind, props: everyNameReplaced(message.props, hostile) });
    expect(mail.html).not.toContain("<script");
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.html).toContain("&lt;script&gt;");
  });
});

/** HTML as a reader sees it: no style sheet, no tags, entities resolved. */
function visible(html: string): string {
  return html
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");
}

/** The same props with every string but addresses and colours replaced, at any depth. */
function everyNameReplaced<T>(value: T, replacement: string): T {
  const walk = (part: unknown, key: string): unknown => {
    if (typeof part === "string") return /url|color|phase/i.test(key) ? part : replacement;
    if (Array.isArray(part)) return part.map((item: unknown) => walk(item, key));
    if (typeof part === "object" && part !== null) return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, walk(inner, name)]));
    return part;
  };
  return walk(value, "") as T;
}

it("the mails of Stripe's thread share their subject, and inboxes show the news right behind it", async () => {
  const news = { "stripe-needs-you": "2 things needed from you: ", "stripe-reminder": "3 days left: ", "stripe-stopped": "Sales have stopped: ", "stripe-closed": "Account closed: ", "stripe-clear": "All clear: " } as const;
  for (const kind of Object.keys(news) as (keyof typeof news)[]) {
    const { html } = await renderEmail(previewMessage(kind));
    expect(/data-skip-in-text="true">([^<]+)/.exec(html)?.[1]).toMatch(new RegExp(`^${news[kind]}\\S`));
  }
});
