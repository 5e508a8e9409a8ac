import { accountLines } from "./account-lines";
import type { Facts } from "./facts";
import { count, type DoctorSection, type LineState } from "./line";
import { messageLines } from "./message-lines";
import { platformLines } from "./platform-lines";

export interface Diagnosis {
  /** The worst of all lines; `unknown` only when nothing is wrong. */
  state: LineState;
  title: string;
  text: string;
  sections: DoctorSection[];
}

/**
 * Facts in, lines out: how the connection to Stripe stands, what each thing means and what to do about it. Pure and total;
 * what could not be found out is said to be unknown and never hides the rest. The store's own accounts come first.
 */
export function diagnose(facts: Facts): Diagnosis {
  const { types } = facts.messages;
  const sections: DoctorSection[] = [
    ...facts.accounts.map((account) => ({
      id: account.id,
      title: account.name,
      about: facts.accounts.length === 1 ? "Your connected Stripe account." : account.isPrimary ? "Your primary account: new sales go here." : "A backup: stands in when those above cannot sell.",
      lines: accountLines(account, types, facts.at),
    })),
    { id: "messages", title: "Messages from Stripe", about: "How this site hears of payments, refunds and requirements.", lines: messageLines(facts.messages, facts.at) },
    { id: "platform", title: "This site and Stripe", about: "For whoever runs this site.", lines: platformLines(facts.platform) },
  ];
  return { ...overall(sections, facts.accounts.length), sections };
}

function overall(sections: readonly DoctorSection[], accounts: number): Omit<Diagnosis, "sections"> {
  const lines = sections.flatMap((section) => section.lines);
  const of = (state: LineState) => lines.filter((one) => one.state === state).length;
  const [problems, attentions, unknowns] = [of("problem"), of("attention"), of("unknown")];
  const besides = [attentions > 0 ? `${count(attentions, "thing")} to look at` : "", unknowns > 0 ? `${count(unknowns, "thing")} that could not be checked` : ""].filter(Boolean).join(" and ");
  if (problems > 0) return { state: "problem", title: problems === 1 ? "One thing is wrong" : `${problems} things are wrong`, text: besides ? `There ${attentions === 1 || (attentions === 0 && unknowns === 1) ? "is" : "are"} also ${besides}.` : "All the rest is well." };
  if (attentions > 0) return { state: "attention", title: attentions === 1 ? "One thing to look at" : `${attentions} things to look at`, text: unknowns > 0 ? `${count(unknowns, "thing")} could not be checked just now.` : "Nothing is broken." };
  if (unknowns > 0) return { state: "unknown", title: "Not everything could be checked", text: "What could be checked is well." };
  return { state: "ok", title: "All is well", text: accounts === 0 ? "This site and Stripe understand each other. You have not connected an account yet." : "Buyers can pay, the money reaches you, and this site hears of it." };
}
