import type Stripe from "stripe";

/**
 * What Stripe itself took off a movement: all that went off it (its fee, tax on it, what a payment method costs), less the
 * platform's share. Minor units of the balance's own currency.
 * https://docs.stripe.com/api/balance_transactions/object#balance_transaction_object-fee_details
 */
export function stripeFeeOf(booked: Pick<Stripe.BalanceTransaction, "fee" | "fee_details">): bigint {
  return BigInt(booked.fee) - platformFeeOf(booked);
}

/** The platform's share, in minor units of the balance's own currency. */
export function platformFeeOf({ fee_details: parts }: Pick<Stripe.BalanceTransaction, "fee_details">): bigint {
  return parts.filter((part) => part.type === "application_fee").reduce((sum, part) => sum + BigInt(part.amount), 0n);
}

/** Money in a currency. `amount`: minor units, either sign. */
interface Sum {
  amount: number;
  currency: string;
}

/**
 * A fee stands in the currency of the balance. Where Stripe has converted a payment or dispute, its fee is put back at the rate
 * of that very movement, by the two amounts themselves: they know how many decimals each currency has.
 * @param booked what was moved on the balance
 * @param asked the same in the currency of the sale
 */
export function inCurrencyOfSale(fee: bigint, booked: Sum, asked: Sum): bigint {
  if (booked.currency === asked.currency || booked.amount === 0) return fee;
  const [moved, meant] = [BigInt(Math.abs(booked.amount)), BigInt(Math.abs(asked.amount))];
  // To the nearest minor unit.
  return (fee * meant * 2n + moved) / (moved * 2n);
}
