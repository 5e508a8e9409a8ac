import { Field, type FieldMeta } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Select } from "~/components/ui/select";
import type { Choice } from "~/domain/stores/countries";

type Fields<Name extends string> = Record<Name, FieldMeta>;

/** Where the seller is, and what prices are in. */
export function PlaceFields({
  fields,
  countries,
  currencies,
  onCountry,
  currencyKey,
}: {
  fields: Fields<"country" | "currency">;
  countries: Choice[];
  currencies: Choice[];
  onCountry?: (code: string) => void;
  /** A new key gives the currency a new first value. */
  currencyKey?: { currency: string };
}) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field label="Country" field={fields.country}>
        <Select options={countries} placeholder="Choose your country" autoComplete="country" onChange={(event) => onCountry?.(event.currentTarget.value)} />
      </Field>
      <Field label="Currency of new prices" field={fields.currency}>
        <Select key={currencyKey?.currency} options={currencies} {...(currencyKey ? { defaultValue: currencyKey.currency } : {})} />
      </Field>
    </div>
  );
}

/** What stands on receipts about the seller. */
export function SellerFields({ fields, legalNameHint }: { fields: Fields<"legalName" | "supportEmail" | "addressLine1" | "addressLine2" | "postalCode" | "city" | "taxId">; legalNameHint: string }) {
  return (
    <div className="space-y-5">
      <Field label="Seller" field={fields.legalName} description={legalNameHint}>
        <Input autoComplete="organization" />
      </Field>
      <Field label="Email for your buyers" field={fields.supportEmail} description="Shown in your store, and where replies to receipts arrive.">
        <Input type="email" autoComplete="email" autoCapitalize="none" spellCheck={false} />
      </Field>
      <Field label="Street and number" field={fields.addressLine1}>
        <Input autoComplete="address-line1" />
      </Field>
      <Field label="Building, floor, care of" optional field={fields.addressLine2}>
        <Input autoComplete="address-line2" />
      </Field>
      <div className="grid gap-5 sm:grid-cols-[9rem_minmax(0,1fr)]">
        <Field label="Postal code" field={fields.postalCode}>
          <Input autoComplete="postal-code" />
        </Field>
        <Field label="City" field={fields.city}>
          <Input autoComplete="address-level2" />
        </Field>
      </div>
      <Field label="VAT or tax number" optional field={fields.taxId} description="Printed on receipts and invoices. With one, Stripe’s checkout also asks businesses for theirs.">
        <Input autoComplete="off" spellCheck={false} />
      </Field>
    </div>
  );
}
