import { COUNTRIES } from "../../stripe/country-specs";
import { type Content, html, type Html } from "./html";

/** What a form sent. A missing field and an empty one are the same. */
export class Form {
  constructor(private readonly values: URLSearchParams) {}
  /** Trimmed; empty when missing. */
  get(name: string): string {
    return (this.values.get(name) ?? "").trim();
  }
  /** Trimmed, or undefined when empty. */
  maybe(name: string): string | undefined {
    return this.get(name) || undefined;
  }
  has(name: string): boolean {
    return this.values.has(name);
  }
  all(name: string): string[] {
    return this.values
      .getAll(name)
      .map((value) => value.trim())
      .filter(Boolean);
  }
}

let counter = 0;
/** Ids tie labels to fields; they only need to differ within one page. */
function fieldId(name: string): string {
  counter = (counter + 1) % 1_000_000;
  return `${name.replaceAll(/\W/g, "-")}-${counter}`;
}

export interface FieldOptions {
  label: string;
  name: string;
  value?: string | number | null;
  type?: "text" | "email" | "tel" | "number" | "password" | "url" | "search";
  hint?: Content;
  required?: boolean;
  readonly?: boolean;
  autocomplete?: string;
  inputmode?: string;
  min?: number;
  max?: number;
  step?: string;
  list?: string;
  placeholder?: string;
  maxlength?: number;
}

export function field(options: FieldOptions): Html {
  const id = fieldId(options.name);
  const { label, name, value, type = "text", hint, required, readonly, autocomplete, inputmode, min, max, step, list, placeholder, maxlength } = options;
  const attribute = (key: string, given: string | number | undefined) => given !== undefined && html` ${key}="${given}"`;
  return html`<div class="field"><label for="${id}">${label}</label>
    <input id="${id}" name="${name}" type="${type}" value="${value ?? ""}"${required && html` required`}${readonly && html` readonly`}
    ${attribute("autocomplete", autocomplete)}${attribute("inputmode", inputmode)}${attribute("min", min)}${attribute("max", max)}
    ${attribute("step", step)}${attribute("list", list)}${attribute("placeholder", placeholder)}${attribute("maxlength", maxlength)}
    ${hint !== undefined && html` aria-describedby="${id}-hint"`}>${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}</div>`;
}

export interface SelectOptions {
  label: string;
  name: string;
  value?: string | null;
  /** Values, or pairs of value and text. */
  options: readonly (string | readonly [string, string])[];
  hint?: Content;
  labelHidden?: boolean;
}

export function select({ label, name, value, options, hint, labelHidden }: SelectOptions): Html {
  const id = fieldId(name);
  return html`<div class="field"><label for="${id}"${labelHidden && html` class="hidden"`}>${label}</label>
    <select id="${id}" name="${name}"${hint !== undefined && html` aria-describedby="${id}-hint"`}>${options.map((option) => {
      const [key, text] = typeof option === "string" ? [option, option] : option;
      return html`<option value="${key}"${key === value && html` selected`}>${text}</option>`;
    })}</select>${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}</div>`;
}

export function hidden(values: Record<string, string>): Html[] {
  return Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
}

const NAMES = new Intl.DisplayNames(["en"], { type: "region" });

/** Countries by name, as Stripe's pages offer them. */
export const countryOptions: readonly (readonly [string, string])[] = COUNTRIES.map((code) => [code, NAMES.of(code) ?? code] as const).sort((a, b) =>
  a[1].localeCompare(b[1]),
);
