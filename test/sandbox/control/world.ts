import { z } from "zod";
import type { RequestLogEntry } from "../engine/engine";
import { SandboxError } from "../engine/errors";
import { newId } from "../engine/ids";
import { emptyState, type Fault, type Mail, type State } from "../engine/state";
import { mailEvent } from "../resend/mail";
import { action, nothing } from "./action";

const DAY = 86_400_000;

export const clockActions = {
  /** Milliseconds since 1970 on the sandbox's clock, and how far it is from the real one. */
  get: action(nothing, (engine): { now: number; offsetMs: number } => ({ now: engine.clock.now(), offsetMs: engine.state.clockOffsetMs })),
  /** Moves on, and lets everything happen that falls due on the way. */
  advance: action(
    z.strictObject({ ms: z.number().optional(), days: z.number().optional(), hours: z.number().optional(), minutes: z.number().optional() }),
    (engine, input): number => {
      engine.clock.advance((input.ms ?? 0) + (input.days ?? 0) * DAY + (input.hours ?? 0) * 3_600_000 + (input.minutes ?? 0) * 60_000);
      engine.tick();
      return engine.clock.now();
    },
  ),
  /** Sets the clock to a moment (ms since 1970 or an ISO date). */
  set: action(z.strictObject({ to: z.union([z.number(), z.string()]) }), (engine, { to }): number => {
    const moment = typeof to === "number" ? to : Date.parse(to);
    if (Number.isNaN(moment)) throw new SandboxError(`${to} is not a date.`);
    engine.clock.set(moment);
    engine.tick();
    return engine.clock.now();
  }),
  /** Back to real time, in the `Date` header too. */
  reset: action(nothing, (engine): void => {
    engine.state.clockOffsetMs = 0;
    engine.state.dateSkewSeconds = 0;
  }),
  /** Makes Stripe's `Date` header differ from real time by so many seconds: as if the app's server had a wrong clock. 0 puts it right. */
  skewHeader: action(z.strictObject({ seconds: z.number() }), (engine, { seconds }): void => {
    engine.state.dateSkewSeconds = seconds;
  }),
};

export const faultActions = {
  /**
   * Makes the next calls fail. `before`: the call never took effect. `after`: it did, and only the answer is lost; a 500 is then also what the
   * idempotency key answers for 24 hours, as on Stripe.
   */
  add: action(
    z.strictObject({
      service: z.enum(["stripe", "connect", "resend"]).default("stripe"),
      operation: z.string().default("*"),
      effect: z.enum(["error_500", "error_503", "rate_limited", "quota_exceeded", "timeout", "connection_reset", "delay"]),
      when: z.enum(["before", "after"]).default("before"),
      times: z.number().int().min(1).default(1),
      delayMs: z.number().int().min(0).default(1000),
    }),
    (engine, { times, ...input }): Fault => {
      const fault: Fault = { id: newId("flt", 8), remaining: times, ...input };
      engine.state.faults.push(fault);
      return fault;
    },
  ),
  list: action(nothing, (engine): Fault[] => [...engine.state.faults]),
  clear: action(nothing, (engine): void => {
    engine.state.faults = [];
  }),
};

const mailType = z.enum([
  "email.sent",
  "email.delivered",
  "email.delivery_delayed",
  "email.complained",
  "email.bounced",
  "email.opened",
  "email.clicked",
  "email.failed",
  "email.suppressed",
]);

export const mailActions = {
  /** Newest last. `to` matches any recipient, ignoring case. */
  list: action(z.strictObject({ to: z.string().optional(), subject: z.string().optional() }), (engine, { to, subject }): Mail[] =>
    engine.state.mail.mails.filter(
      (mail) => (!to || mail.to.some((address) => address.toLowerCase().includes(to.toLowerCase()))) && (!subject || mail.subject.includes(subject)),
    ),
  ),
  get: action(z.strictObject({ id: z.string() }), (engine, { id }): Mail => {
    const mail = engine.state.mail.mails.find((candidate) => candidate.id === id);
    if (!mail) throw new SandboxError(`There is no mail ${id}.`);
    return mail;
  }),
  /** Lets something happen to a mail and tells the app by webhook. */
  event: action(
    z.strictObject({
      id: z.string(),
      type: mailType,
      bounce: z.strictObject({ type: z.string(), subType: z.string(), message: z.string() }).optional(),
      reason: z.string().optional(),
    }),
    (engine, { id, type, bounce, reason }): Mail => {
      const mail = engine.state.mail.mails.find((candidate) => candidate.id === id);
      if (!mail) throw new SandboxError(`There is no mail ${id}.`);
      mailEvent(engine, mail, type, { ...(bounce ? { bounce } : {}), ...(reason ? { failed: { reason } } : {}) });
      return mail;
    },
  ),
  configure: action(
    z.strictObject({
      rateLimit: z.number().int().positive().nullable().optional(),
      autoDeliver: z.boolean().optional(),
      verifiedDomains: z.array(z.string()).optional(),
      suppressed: z.array(z.string()).optional(),
    }),
    (engine, input): void => {
      for (const [key, value] of Object.entries(input)) if (value !== undefined) Object.assign(engine.state.mail, { [key]: value });
    },
  ),
  clear: action(nothing, (engine): void => {
    engine.state.mail.mails = [];
  }),
};

export const stateActions = {
  /** A copy of everything. */
  export: action(nothing, (engine): State => structuredClone(engine.state)),
  import: action(
    z.strictObject({ state: z.custom<State>((value) => typeof value === "object" && value !== null && (value as State).version === 1) }),
    (engine, { state }): void => engine.replaceState(structuredClone(state)),
  ),
  /** Back to an empty world. */
  reset: action(nothing, (engine): void => engine.replaceState(emptyState())),
  /** What the app asked lately, newest last. */
  requests: action(z.strictObject({ operation: z.string().optional() }), (engine, { operation }): RequestLogEntry[] =>
    engine.requests.filter((entry) => !operation || entry.operation === operation),
  ),
};
