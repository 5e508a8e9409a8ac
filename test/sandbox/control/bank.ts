import type Stripe from "stripe";
import { z } from "zod";
import { newId } from "../engine/ids";
import { accountView, emitAccountUpdated } from "../stripe/account-object";
import { allSatisfied } from "../stripe/account-switches";
import { forget, nothingLeft, recordOf } from "./account-changes";
import { action } from "./action";

/** Where payouts go and when. Part of `control.accounts`. */
export const bankActions = {
  /** When Stripe pays out by itself, as the holder chose it in the Dashboard. */
  setPayoutSchedule: action(
    z.strictObject({
      account: z.string(),
      interval: z.enum(["manual", "daily", "weekly", "monthly"]),
      delay_days: z.number().int().min(0).max(31).optional(),
      weekly_anchor: z.enum(["monday", "tuesday", "wednesday", "thursday", "friday"]).optional(),
      monthly_anchor: z.number().int().min(1).max(31).optional(),
    }),
    (engine, { account, interval, delay_days: delay, weekly_anchor: weekday, monthly_anchor: day }): Stripe.Account => {
      const record = recordOf(engine, account);
      const payouts = record.account.settings?.payouts;
      if (payouts)
        payouts.schedule = {
          delay_days: delay ?? payouts.schedule.delay_days,
          interval,
          ...(interval === "weekly" ? { weekly_anchor: weekday ?? "monday", weekly_payout_days: [weekday ?? "monday"] } : {}),
          ...(interval === "monthly" ? { monthly_anchor: day ?? 1, monthly_payout_days: [day ?? 1] } : {}),
        };
      emitAccountUpdated(engine, account);
      return accountView(record);
    },
  ),

  /** The holder gives another bank account: payouts go on when nothing else is missing. */
  changeBank: action(z.strictObject({ account: z.string() }), (engine, { account }): Stripe.Account => {
    const record = recordOf(engine, account);
    record.externalAccount = { id: newId("ba"), bankName: "STRIPE TEST BANK", last4: String(1000 + Math.floor(Math.random() * 9000)), status: "new" };
    forget(record, "external_account");
    const held = record.account.requirements?.disabled_reason;
    if (nothingLeft(record) && (!held || held === "requirements.past_due")) allSatisfied(engine, record);
    emitAccountUpdated(engine, account);
    return accountView(record);
  }),
};
