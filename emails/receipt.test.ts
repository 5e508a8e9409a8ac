import { describe, expect, it } from "vitest";

import { previewMessage, renderEmail, type ReceiptProps } from "./index";

it("a day's sales: what went back since is not counted, and nothing is promised that may have ended since", async () => {
  const { text } = await renderEmail({ kind: "sale-digest", props: { ...previewMessage("sale-digest").props, totals: ["€147.00"], wentBack: ["−€129.00"] } });
  expect(text).toMatch(/Went back since\s+−€129\.00/);
  expect(text).not.toMatch(/is in your own Stripe account|has access/);
});

describe("receipt", () => {
  const preview = previewMessage("receipt").props;

  it("for a free order does not speak of a charge", async () => {
    const free: ReceiptProps = { ...preview, payment: undefined, subtotal: "€0.00", total: "€0.00" };
    const { html, text } = await renderEmail({ kind: "receipt", props: free });
    expect(text).toContain("Nothing was charged");
    expect(text).not.toMatch(/Paid with|Your payment|Charged by/);
    expect(html).not.toContain("Charged by");
  });

  it("sent again later says what went back, and whether it is still there", async () => {
    const part = await renderEmail({ kind: "receipt", props: { ...preview, refunded: "€20.00" } });
    expect(part.text).toContain("Your payment to Fern & Kiln went through, and €20.00 of it went back to you since. Everything you chose is waiting in your library.");
    expect(part.text).toMatch(/Went back to you\s+€20\.00/);
    const gone = await renderEmail({ kind: "receipt", props: { ...preview, refunded: "€147.00", closed: true } });
    expect(gone.text).toContain("€147.00 of it went back to you since. Everything you chose is not in your library now");
    const trial = await renderEmail({ kind: "receipt", props: { ...preview, payment: undefined, trial: true, closed: true } });
    expect(trial.text).not.toMatch(/waiting|charged today/);
    const free = await renderEmail({ kind: "welcome", props: { ...previewMessage("welcome").props, closed: true } });
    expect(free.text).toContain("First Steps in Clay is not in your library now");
    for (const { text, html } of [gone, trial, free]) expect(text + html).not.toMatch(/is in your library|waiting/);
  });

  it("shows a discount and the covers when there are some", async () => {
    const props: ReceiptProps = {
      ...preview,
      discount: { label: "Discount (SPRING)", amount: "−€20.00" },
      items: [{ title: "A course", kind: "Course", amount: "€20.00", coverUrl: "https://lectern.example/files/cover.webp" }],
    };
    const { subject, html, text } = await renderEmail({ kind: "receipt", props });
    expect(subject).toBe("Your receipt from Fern & Kiln: A course");
    expect(html).toContain('src="https://lectern.example/files/cover.webp"');
    expect(text).toMatch(/Discount \(SPRING\) +−€20\.00/);
  });

  it("keeps a strange support address from adding mail headers", async () => {
    const props: ReceiptProps = { ...preview, seller: { legalName: "X", supportEmail: "a@b.example?bcc=c@d.example" } };
    const { html } = await renderEmail({ kind: "receipt", props });
    expect(html).toContain('href="mailto:a@b.example%3Fbcc%3Dc@d.example"');
  });
});
