/** Words a creator has never heard, Stripe's codes and Stripe's ways of writing them. */
const JARGON = [
  /\w_\w/, // individual.dob_x, acct_…, verification_document_expired
  /\b[a-z]+\.[a-z]+\b(?<!example\.com)/, // rejected.fraud
  /\brequirements?\b/i, /\bcapabilit(y|ies)\b/i, /\bKYC\b/, /\bAPI\b/, /\bfields?\b/i, /\bpayload\b/i, /\bwebhook/i, /\bentity\b/, /\bdisabled\b/i,
  /\b(currently|eventually|past)[ _]due\b/i, /\bcharges[ _]enabled\b/i, /\bpayouts[ _]enabled\b/i, /\bonboarding\b/i, /\bconnected accounts?\b/i, /\bplatforms\b/i,
  /\bundefined\b/, /\bnull\b/, /\bNaN\b/, /Invalid Date/, /\[object/,
];

/** What is wrong with a text that a creator reads: the jargon in it, or that it is empty; null when nothing is. */
export function jargonIn(text: string): string | null {
  if (text.trim() === "") return "empty";
  const found = JARGON.map((pattern) => pattern.exec(text)?.[0]).find((match) => match !== undefined);
  return found === undefined ? null : `“${found}” in: ${text}`;
}
