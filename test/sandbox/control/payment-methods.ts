import type Stripe from "stripe";
import { z } from "zod";
import { DOMAIN_METHODS, domainStatuses } from "../stripe/payment-method-domains";
import { METHOD_NAMES, type MethodName, methodState } from "../stripe/payment-methods";
import { recordOf } from "./account-changes";
import { action } from "./action";

export const paymentMethodActions = {
  /** What the account's holder switches in the Dashboard (`on`), and whether Stripe lets the account have it (`available`). */
  set: action(
    z.strictObject({ account: z.string(), method: z.enum(METHOD_NAMES), on: z.boolean().optional(), available: z.boolean().optional() }),
    (engine, { account, method, on, available }): void => {
      const record = recordOf(engine, account);
      record.methods[method] = {
        ...record.methods[method],
        ...(on === undefined ? {} : { on }),
        ...(available === undefined ? {} : { available }),
      };
    },
  ),
  list: action(z.strictObject({ account: z.string() }), (engine, { account }): Record<MethodName, { available: boolean; on: boolean }> => {
    const record = recordOf(engine, account);
    return Object.fromEntries(METHOD_NAMES.map((name) => [name, methodState(record, name)])) as Record<MethodName, { available: boolean; on: boolean }>;
  }),
  /** Something is wrong with a host for some methods (Stripe's `error_message` by method); `{}` puts it right. A registered domain shows it at once. */
  setDomain: action(
    z.strictObject({ account: z.string(), domain: z.string(), problems: z.partialRecord(z.enum(DOMAIN_METHODS), z.string()) }),
    (engine, { account, domain, problems }): Stripe.PaymentMethodDomain | null => {
      const host = domain.toLowerCase();
      recordOf(engine, account).domainProblems[host] = problems as Record<string, string>;
      const row = Object.values(engine.bucket(account).payment_method_domain).find((candidate) => candidate.domain_name === host);
      return row ? Object.assign(row, domainStatuses(engine, account, host)) : null;
    },
  ),
};
