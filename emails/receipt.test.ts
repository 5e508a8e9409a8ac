import { describe, expect, it } from "vitest";

import { previewMessage, renderEmail, type ReceiptProps } from "./index";

describe("receipt", () => {
  const preview = previewMessage("receipt").props;

  it("for a free order does not speak of a charge", async () => {
    const free: ReceiptProps = { ...preview, payment: undefined, subtotal: "€0.00", total: "€0.00" };
    const { html, text } = await renderEmail({ kind: "receipt", props: free });
    expect(text).toContain("Nothing was charged");
    expect(text).not.toMatch(/Paid with|Your payment|Charged by/);
    expect(html).not.toContain("Charged by");
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
