/** Length counts, signs do not (NIST 800-63B): a few words are easier to keep and harder to guess. */
export const PASSWORD_MIN = 10;
/** argon2 takes any length; a form should not. */
export const PASSWORD_MAX = 200;

/** Why this password will not do, as a sentence for the person choosing it; null if it will. */
export function passwordProblem(password: string, about: { email?: string } = {}): string | null {
  if (password.length < PASSWORD_MIN) return `Use at least ${PASSWORD_MIN} characters. A few words are easy to keep in mind.`;
  if (password.length > PASSWORD_MAX) return `Use at most ${PASSWORD_MAX} characters.`;
  if (new Set(password.toLowerCase()).size < 4) return "That repeats the same few characters. Use a few words instead.";
  const [name = ""] = (about.email ?? "").toLowerCase().split("@");
  const plain = password.toLowerCase();
  if (about.email && (plain === about.email.toLowerCase() || plain.replace(/[^a-z]/g, "") === name)) return "That is your email address. Choose something only you know.";
  return null;
}
