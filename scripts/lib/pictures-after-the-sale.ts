import logins from "../../prisma/seed/logins.json";
import type { Camera } from "./pictures-of-kinds";

/** What comes after a sale, as creators and their team see it, and a student. */
export async function picturesAfterTheSale({ open, signIn, picture, scrollTo }: Camera): Promise<void> {
  const ada = await open();
  await signIn(ada, "ada@lectern.example", logins.creator.password);
  await ada.goto("/studio/figures", { waitUntil: "networkidle" });
  await scrollTo(ada, "Paid by buyers");
  await picture(ada, "figures");
  await picture(ada, "orders", "/studio/orders");
  await picture(ada, "disputes", "/studio/orders?show=disputes");
  await ada.locator('a[href^="/studio/orders/ord_"]').first().click();
  await ada.waitForURL("**/orders/ord_**");
  await picture(ada, "dispute");
  await scrollTo(ada, "What happened");
  await picture(ada, "order-timeline");
  await ada.goto("/studio/orders");
  // The newest may be disputed, and then there is nothing left to send back.
  await ada.getByRole("row", { name: /Paid/ }).nth(1).getByRole("link").first().click();
  await ada.waitForURL("**/orders/ord_**");
  await picture(ada, "refund", `${new URL(ada.url()).pathname}/refund`);
  await picture(ada, "customers", "/studio/customers");
  await ada.locator('a[href^="/studio/customers/usr_"]').first().click();
  await ada.waitForURL("**/customers/usr_**");
  await picture(ada, "customer");
  await picture(ada, "give-access", "/studio/customers/give");
  await ada.goto("/studio/events");
  await scrollTo(ada, "Compared with Stripe");
  await picture(ada, "events");
  await ada.getByRole("link", { name: "A checkout was completed" }).first().click();
  await ada.waitForURL("**/events/evt_**");
  await picture(ada, "event");
  await picture(ada, "findings", "/studio/events/findings");
  await ada.goto("/studio/payments");
  await ada.locator('a[href*="/payouts/po_"]').first().click();
  await ada.waitForURL("**/payouts/po_**");
  await picture(ada, "payout");
  await picture(ada, "mail-settings", "/settings/mail");
  await picture(ada, "mail-preview", "/settings/mail/preview");
  await picture(ada, "team", "/settings/team");
  await picture(ada, "audit", "/settings/audit");
  await picture(ada, "operator", "/operator");

  const phone = await open({ width: 360, height: 740, dark: true });
  await signIn(phone, "ada@lectern.example", logins.creator.password);
  await phone.goto("/studio/figures");
  await scrollTo(phone, "Net by day");
  await picture(phone, "figures-phone");

  const student = await open();
  await signIn(student, logins.student.email, logins.student.password);
  await student.goto("/library/orders");
  await student.locator('a[href^="/library/orders/ord_"]').first().click();
  await student.waitForURL("**/library/orders/ord_**");
  await picture(student, "library-order");
}
