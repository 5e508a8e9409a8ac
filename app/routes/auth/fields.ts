import { z } from "zod";
import { passwordProblem } from "~/domain/people/password-rules";

/** Fields that several forms here have, with words for what can be wrong. */
export const emailField = z
  .string({ error: "Enter your email address." })
  .trim()
  .max(254, "That is too long to be an email address.")
  .pipe(z.email("That does not look like an email address. It should be like name@example.com."));

export const nameField = z.string({ error: "Tell us your name." }).trim().min(1, "Tell us your name.").max(80, "At most 80 characters.");

/** A password being chosen by the person behind `email`. */
export function newPasswordField(email: string) {
  return z.string({ error: "Choose a password." }).superRefine((password, context) => {
    const problem = passwordProblem(password, { email });
    if (problem) context.addIssue({ code: "custom", message: problem });
  });
}

export const PASSWORD_HINT = "At least 10 characters. A few words are easier to remember than symbols.";
