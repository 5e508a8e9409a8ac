import type Stripe from "stripe";
import { CURRENCIES } from "./currencies";
import { invalidParam, unsupported } from "./errors";
import type { Raw, RawHash } from "./form";

/** One parameter: reads a raw value, or refuses it in Stripe's words. */
export interface Field<T> {
  readonly required?: boolean;
  parse(raw: Raw, at: string): T;
}
export interface RequiredField<T> extends Field<T> {
  readonly required: true;
}

/**
 * Every parameter of one operation, checked by the compiler against the stripe package's own parameter type: a name Stripe does not know, or one
 * Stripe knows and we forgot, does not compile. Mark what Stripe knows and the sandbox does not model with {@link later}.
 */
export type Shape<P> = {
  readonly [K in keyof P]-?: Record<string, never> extends Pick<P, K> ? Field<Exclude<P[K], undefined>> : RequiredField<P[K]>;
};

/** A shape after its parameter type no longer matters, for code that walks over any operation. */
export type AnyShape = Readonly<Record<string, Field<unknown>>>;

/** @throws {StripeApiError} parameter_unknown, parameter_missing or whatever the field refuses */
export function readParams<P>(shape: Shape<P>, raw: RawHash, at = ""): P {
  const fields: AnyShape = shape;
  const name = (key: string) => (at === "" ? key : `${at}[${key}]`);
  const unknown = Object.keys(raw).filter((key) => !Object.hasOwn(fields, key));
  if (unknown.length > 0) {
    const names = unknown.map(name);
    throw invalidParam(names[0] ?? "", `Received unknown parameter${names.length > 1 ? "s" : ""}: ${names.join(", ")}`, "parameter_unknown");
  }
  const result: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(fields)) {
    const value = raw[key];
    if (value !== undefined) result[key] = field.parse(value, name(key));
    else if (field.required) throw missing(name(key));
  }
  return result as P;
}

export function missing(param: string): ReturnType<typeof invalidParam> {
  return invalidParam(param, `Missing required param: ${param}.`, "parameter_missing");
}

function plain(raw: Raw, at: string, kind: string): string {
  if (typeof raw !== "string") throw invalidParam(at, `Invalid ${kind}`);
  return raw;
}

function nonEmpty(raw: Raw, at: string, kind: string): string {
  const value = plain(raw, at, kind);
  if (value === "") {
    const what = `You passed an empty string for '${at}'. We assume empty values are an attempt to unset a parameter; however '${at}' cannot be unset.`;
    throw invalidParam(at, `${what} You should remove '${at}' from your request or supply a non-empty value.`, "parameter_invalid_empty");
  }
  return value;
}

export function required<T>(field: Field<T>): RequiredField<T> {
  return { required: true, parse: (raw, at) => field.parse(raw, at) };
}

/** Stripe's Emptyable: an empty string unsets the value. */
export function clearable<T>(field: Field<T>): Field<T | ""> {
  return { parse: (raw, at) => (raw === "" ? "" : field.parse(raw, at)) };
}

export function text(max = 5000): Field<string> {
  return {
    parse(raw, at) {
      const value = nonEmpty(raw, at, "string");
      if (value.length > max) throw invalidParam(at, `Invalid string: ${value.slice(0, 20)}...${value.slice(-8)}; must be at most ${max} characters`);
      if (value.trim() === "") throw invalidParam(at, `Invalid string: cannot be blank`, "parameter_invalid_string_blank");
      return value;
    },
  };
}

export function integer(min?: number, max?: number): Field<number> {
  return {
    parse(raw, at) {
      const value = nonEmpty(raw, at, "integer");
      if (!/^-?\d{1,15}$/.test(value)) throw invalidParam(at, `Invalid integer: ${value}`, "parameter_invalid_integer");
      const number = Number(value);
      if (min !== undefined && number < min) throw invalidParam(at, `This value must be greater than or equal to ${min}.`, "parameter_invalid_integer");
      if (max !== undefined && number > max) throw invalidParam(at, `This value must be less than or equal to ${max}.`, "parameter_invalid_integer");
      return number;
    },
  };
}

export function decimal(min: number, max: number): Field<number> {
  return {
    parse(raw, at) {
      const value = nonEmpty(raw, at, "decimal");
      if (!/^\d+(\.\d{1,4})?$/.test(value)) throw invalidParam(at, `Invalid decimal: ${value}; must contain at maximum four decimal places.`);
      const number = Number(value);
      if (number < min || number > max) throw invalidParam(at, `Invalid decimal: ${value}; must be between ${min} and ${max}.`);
      return number;
    },
  };
}

export function boolean(): Field<boolean> {
  return {
    parse(raw, at) {
      const value = nonEmpty(raw, at, "boolean");
      if (value !== "true" && value !== "false") throw invalidParam(at, `Invalid boolean: ${value}`);
      return value === "true";
    },
  };
}

export function oneOf<const T extends string>(...values: T[]): Field<T> {
  return {
    parse(raw, at) {
      const value = nonEmpty(raw, at, "string");
      const found = values.find((candidate) => candidate === value);
      if (found === undefined) throw invalidParam(at, `Invalid ${at}: must be one of ${values.join(", ")}`);
      return found;
    },
  };
}

/** Seconds since 1970. Milliseconds are the classic mistake, so they are refused as Stripe refuses them. */
export function timestamp(): Field<number> {
  return {
    parse(raw, at) {
      const value = nonEmpty(raw, at, "timestamp");
      if (!/^\d{1,10}$/.test(value)) throw invalidParam(at, `Invalid timestamp: must be an integer Unix timestamp`, "parameter_invalid_integer");
      return Number(value);
    },
  };
}

export function url(): Field<string> {
  return {
    parse(raw, at) {
      const value = nonEmpty(raw, at, "URL");
      // Checkout's placeholder is not a legal URL character sequence, yet Stripe takes it anywhere in the URL.
      const checked = value.replaceAll("{CHECKOUT_SESSION_ID}", "cs");
      if (value.length > 5000 || !URL.canParse(checked) || !/^https?:\/\//.test(value)) throw invalidParam(at, "Not a valid URL", "url_invalid");
      return value;
    },
  };
}

export function email(): Field<string> {
  return {
    parse(raw, at) {
      const value = nonEmpty(raw, at, "email");
      if (value.length > 800 || !/^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]{2,}$/.test(value)) throw invalidParam(at, `Invalid email address: ${value}`, "email_invalid");
      return value;
    },
  };
}

/** Stripe takes any case and answers in lower case. */
export function currency(): Field<string> {
  return {
    parse(raw, at) {
      const value = nonEmpty(raw, at, "currency").toLowerCase();
      if (!CURRENCIES.has(value))
        throw invalidParam(at, `Invalid currency: ${value}. Stripe currently supports these currencies: ${[...CURRENCIES].join(", ")}`);
      return value;
    },
  };
}

/** At most 50 keys of 40 characters with values of 500. An empty value unsets its key. */
export function metadata(): Field<Stripe.MetadataParam> {
  return {
    parse(raw, at) {
      if (typeof raw === "string") throw invalidParam(at, "Invalid object");
      const result: Stripe.MetadataParam = {};
      for (const [key, value] of Object.entries(raw)) {
        if (typeof value !== "string") throw invalidParam(`${at}[${key}]`, "Metadata values must be strings, but you passed a hash or a list.");
        if (key.length > 40) throw invalidParam(at, `Metadata keys can be at most 40 characters, but '${key}' has ${key.length}.`);
        if (/[[\]]/.test(key)) throw invalidParam(at, `Metadata keys must not contain square brackets: ${key}`);
        if (value.length > 500)
          throw invalidParam(`${at}[${key}]`, `Metadata values can have up to 500 characters, but you passed in a value that is ${value.length} characters.`);
        result[key] = value;
      }
      if (Object.keys(result).length > 50) throw invalidParam(at, "Metadata can have at most 50 keys.");
      return result;
    },
  };
}

export function list<T>(item: Field<T>, max = 100): Field<T[]> {
  return {
    parse(raw, at) {
      if (typeof raw === "string") throw invalidParam(at, "Invalid array");
      const keys = Object.keys(raw);
      if (keys.some((key, index) => key !== String(index))) throw invalidParam(at, "Invalid array");
      if (keys.length > max) throw invalidParam(at, `Array ${at} exceeded maximum ${max} allowed elements.`);
      return keys.map((key) => item.parse(raw[key] ?? "", `${at}[${key}]`));
    },
  };
}

export function hash<P>(shape: Shape<P>): Field<P> {
  return {
    parse(raw, at) {
      if (typeof raw === "string") throw invalidParam(at, "Invalid object");
      return readParams(shape, raw, at);
    },
  };
}

/** A hash whose keys are free, such as `currency_options`. */
export function map<T>(value: Field<T>): Field<Record<string, T>> {
  return {
    parse(raw, at) {
      if (typeof raw === "string") throw invalidParam(at, "Invalid object");
      return Object.fromEntries(Object.entries(raw).map(([key, item]) => [key, value.parse(item, `${at}[${key}]`)]));
    },
  };
}

/** Stripe has this parameter, the sandbox does not model it: using it fails loudly instead of being ignored. */
export const later: Field<never> = {
  parse(_raw, at) {
    throw unsupported(`the parameter '${at}'`);
  },
};

export const address: Field<Stripe.AddressParam> = hash<Stripe.AddressParam>({
  city: text(),
  country: text(2),
  line1: text(),
  line2: text(),
  postal_code: text(),
  state: text(),
});

/** `created=123` or `created[gte]=123`. */
export const range: Field<Stripe.RangeQueryParam | number> = {
  parse(raw, at) {
    if (typeof raw === "string") return timestamp().parse(raw, at);
    return readParams<Stripe.RangeQueryParam>({ gt: timestamp(), gte: timestamp(), lt: timestamp(), lte: timestamp() }, raw, at);
  },
};
