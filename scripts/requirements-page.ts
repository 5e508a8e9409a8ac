import { writeFileSync } from "node:fs";
import { requirementsPage } from "~/domain/merchants/words/page";

/** Writes docs/stripe-requirements.md from the words of the app. */
writeFileSync(new URL("../docs/stripe-requirements.md", import.meta.url), requirementsPage());
