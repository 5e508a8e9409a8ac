/**
 * What the platform keeps of a sale: `percent` of `amount`, rounded half up to whole minor units. Integers throughout: the
 * percentage is taken apart as decimal text, because 2.675 is not 2.675 as a float.
 * @param amount minor units, not negative
 * @param percent e.g. 2.5
 */
export function platformFee(amount: bigint, percent: number): bigint {
  if (amount <= 0n || percent <= 0) return 0n;
  const [whole = "0", fraction = ""] = decimalText(percent).split(".");
  const scale = 10n ** BigInt(fraction.length);
  const divisor = 100n * scale;
  return (amount * BigInt(whole + fraction) * 2n + divisor) / (divisor * 2n);
}

/** As written, never with an exponent. */
function decimalText(value: number): string {
  const text = value.toString();
  return text.includes("e") ? value.toFixed(12).replace(/0+$/, "") : text;
}
