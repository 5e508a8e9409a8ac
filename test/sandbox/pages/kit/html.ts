/** A piece of HTML that is safe to write out as it stands. Only `html` makes one. */
export class Html {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

export type Content = Html | string | number | null | undefined | false | readonly Content[];

/** Everything put into the template is escaped, unless it is HTML already. Attribute values must stand in double quotes. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  let text = strings[0] ?? "";
  for (const [index, value] of values.entries()) text += render(value) + (strings[index + 1] ?? "");
  return new Html(text);
}

function render(value: Content): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "string" || typeof value === "number") return escape(String(value));
  return value.map(render).join("");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** An address somebody else gave us, fit for `href`: anything but http and https leads nowhere. */
export function safeUrl(address: string | null | undefined): string {
  if (!address) return "#";
  if (address.startsWith("/") && !address.startsWith("//")) return address;
  return URL.canParse(address) && ["http:", "https:"].includes(new URL(address).protocol) ? address : "#";
}
