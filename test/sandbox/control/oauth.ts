import { z } from "zod";
import { approve, deny } from "../connect/oauth";
import { action } from "./action";

export const authorizeInput = z.strictObject({
  account: z.string(),
  clientId: z.string().optional(),
  redirectUri: z.string(),
  scope: z.enum(["read_write", "read_only"]).default("read_write"),
  state: z.string().nullable().default(null),
  /** Makes a code that only a live key may use. */
  livemode: z.boolean().default(false),
});

export const oauthActions = {
  /** The account holder agrees: gives the code and where the browser goes with it. */
  authorize: action(authorizeInput, (engine, input): { code: string; redirectTo: string } =>
    approve(engine, { ...input, clientId: input.clientId ?? engine.keys.clientId, stripeUser: {} }),
  ),
  deny: action(z.strictObject({ redirectUri: z.string(), state: z.string().nullable().default(null) }), (_engine, input): { redirectTo: string } =>
    deny(input),
  ),
};
