import { latest } from "../kit/words";
import { accountName } from "../kit/account";
import { countryOptions, field, select } from "../kit/form";
import { html } from "../kit/html";
import { moveButton, moveForm, type Section, table } from "./frame";

/** Who can sign in at the pretend Stripe, and which accounts exist. */
export const people: Section = {
  id: "people",
  title: "People and accounts",
  render(desk) {
    const users = desk.control.accounts.listUsers();
    const accounts = new Map(desk.control.accounts.list().map((record) => [record.account.id, record]));
    const owned = (id: string) => {
      const record = accounts.get(id);
      return html`<a href="/control?account=${id}#account">${record ? accountName(record) : id}</a>`;
    };
    return html`${
      users.length > 0 &&
      table(
        "People",
        ["Name", "Email", "Password", "Accounts"],
        latest(users).map(
          (user) =>
            html`<tr><td>${user.name}</td><td class="break">${user.email}</td><td><code>${user.password}</code></td><td>
              ${user.accounts.map((id, index) => [index > 0 && ", ", owned(id)])}</td></tr>`,
        ),
      )
    }
<div class="grid two"><div>${moveForm(
      desk,
      "people",
      html`<h3>New account</h3>${field({ label: "Business name", name: "business_name", autocomplete: "off" })}
        ${select({ label: "Country", name: "country", options: countryOptions, value: "US" })}
${select({ label: "Belongs to", name: "owner", options: [["", "Nobody"], ...latest(users).map((user) => [user.email, user.email] as const)] })}${select({
        label: "How far along",
        name: "status",
        options: [
          ["complete", "Complete"],
          ["new", "New: needs onboarding"],
        ],
      })}
${select({
  label: "Connection",
  name: "connection",
  options: [
    ["", "Not connected"],
    ["connected", "Connected to us already"],
    ["held", "Held by another platform"],
  ],
})}<p>${moveButton("new_account", "Make this account", { main: true })}</p>`,
      "stack",
    )}</div>
<div>${moveForm(
      desk,
      "people",
      html`<h3>New person</h3>${field({ label: "Name", name: "name", autocomplete: "off" })}
  ${field({ label: "Email", name: "email", type: "email", required: true, autocomplete: "off" })}
  ${field({ label: "Password", name: "password", value: "sandbox", autocomplete: "off" })}<p>
  ${moveButton("new_user", "Make this person", { main: true })}</p>`,
      "stack",
    )}</div></div>`;
  },
  moves: {
    new_account(control, form) {
      const owner = form.maybe("owner");
      const { account } = control.accounts.create({
        businessName: form.maybe("business_name") ?? null,
        country: form.get("country") || "US",
        status: form.get("status") === "new" ? "new" : "complete",
        email: owner ?? null,
        ...(owner ? { owner } : {}),
        connected: form.get("connection") === "connected",
        heldByAnotherPlatform: form.get("connection") === "held",
      });
      return `Made ${account.id}.`;
    },
    new_user(control, form) {
      control.accounts.createUser({ email: form.get("email"), password: form.get("password") || "sandbox", name: form.get("name") || form.get("email") });
      return `${form.get("email")} can sign in now.`;
    },
  },
};
