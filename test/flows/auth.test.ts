import type { ActionFunctionArgs } from "@remix-run/node";
import { verify as verifyHash } from "@node-rs/argon2";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { getViewer } from "~/auth/guards.server";
import { startSession } from "~/auth/sessions.server";
import { db } from "~/db.server";
import { DAY, HOUR, MINUTE, setClock } from "~/lib/clock";
import { hashToken } from "~/lib/tokens";
import * as link from "~/routes/auth/link";
import * as signIn from "~/routes/auth/sign-in";
import * as signOut from "~/routes/auth/sign-out";
import * as signUp from "~/routes/auth/sign-up";
import * as verify from "~/routes/auth/verify";
import { makePerson, makeStore, PASSWORD } from "../factories/people";
import { mailsTo, tokenMailedTo } from "../setup/people";
import { answerOf, cookieFrom, makeRequest, signedInAs, type RequestOptions } from "../setup/request";

vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<typeof import("@node-rs/argon2")>();
  return { ...real, verify: vi.fn<typeof real.verify>(real.verify) };
});

type Args = ActionFunctionArgs;
// Every test comes from a network address of its own, or one's limits would reach into the next.
let ip = 0;
const args = (path: string, options: RequestOptions = {}, params: Args["params"] = {}): Args => ({ request: makeRequest(path, { ip: `10.0.0.${ip}`, ...options }), params, context: {} });
const post = (form: Record<string, string>, more: RequestOptions = {}) => answerOf(() => signIn.action(args("/sign-in", { ...more, form })));
const viewerOf = (cookie: string) => getViewer(makeRequest("/", { cookie }));

let clock = Date.now();
let restore = () => {};
beforeEach(() => {
  ip += 1;
  clock = Date.now();
  restore = setClock(() => clock);
});
afterEach(() => restore());

describe("signing in with a password", () => {
  test("sets a cookie scripts cannot read, and lands where the person wanted to go", async () => {
    const person = await makePerson({ password: true });
    const answer = await post({ email: ` ${person.email.toUpperCase()} `, password: PASSWORD, intent: "password", returnTo: "/library?x=1" });
    expect(answer.status).toBe(302);
    expect(answer.headers.get("Location")).toBe("/library?x=1");
    expect(answer.headers.get("Set-Cookie")).toMatch(/HttpOnly.*SameSite=Lax/);
    expect(await viewerOf(cookieFrom(answer))).toMatchObject({ id: person.id, email: person.email, emailVerified: true });
  });

  test("a creator lands in the studio, a student in the library", async () => {
    const { owner } = await makeStore();
    const token = (email: string) => tokenMailedTo(email, "sign-in-link");
    for (const [email, place] of [[owner.email, "/studio"], [(await makePerson()).email, "/library"]] as const) {
      await post({ email, intent: "link" });
      const t = await token(email);
      const answer = await answerOf(() => link.action(args(`/auth/link/${t}`, { form: {} }, { token: t })));
      expect(answer.headers.get("Location")).toBe(place);
    }
  });

  test.each(["//evil.example", "/\\evil.example", "%2f%2fevil.example", "/%2f%2fevil.example", "https://evil.example", "/\t/evil.example", "javascript:alert(1)"])(
    "row 30: never lands on %s",
    async (returnTo) => {
      const person = await makePerson({ password: true });
      const answer = await post({ email: person.email, password: PASSWORD, intent: "password", returnTo });
      expect(answer.headers.get("Location")).toBe("/library");
      const cookie = cookieFrom(answer);
      const again = await answerOf(() => signIn.loader(args(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`, { cookie })));
      expect(again.headers.get("Location")).toBe("/library");
      // A link that carried it in (an older row, a forged one) is checked again when used.
      await post({ email: person.email, intent: "link", returnTo: "/library" });
      await db.emailToken.updateMany({ where: { email: person.email }, data: { returnTo } });
      const token = await tokenMailedTo(person.email, "sign-in-link");
      const used = await answerOf(() => link.action(args(`/auth/link/${token}`, { form: {} }, { token })));
      expect(used.headers.get("Location")).toBe("/library");
    },
  );

  test("row 32: always a new session id, whatever the browser brought; the one it brought ends", async () => {
    const [attacker, person] = [await makePerson(), await makePerson({ password: true })];
    const planted = await signedInAs(attacker.id);
    const answer = await post({ email: person.email, password: PASSWORD, intent: "password" }, { cookie: planted });
    const fresh = cookieFrom(answer);
    expect(fresh).not.toBe(planted);
    expect(await viewerOf(planted)).toBeNull();
    expect((await viewerOf(fresh))?.id).toBe(person.id);
    // An id the server never gave out is not taken over either.
    const made = cookieFrom(await startSession(person.id, makeRequest("/", { cookie: "lectern_session=chosen-by-somebody" })));
    expect(made).not.toContain("chosen-by-somebody");
  });

  test("known and unknown addresses get the same answer, after the same work", async () => {
    const known = await makePerson({ password: true });
    const linkOnly = await makePerson();
    const bodies: string[] = [];
    for (const email of [known.email, linkOnly.email, "nobody@example.com"]) {
      vi.mocked(verifyHash).mockClear();
      const answer = await post({ email, password: "not the password", intent: "password" });
      expect(answer.status).toBe(400);
      bodies.push((await answer.text()).replaceAll(email, "ADDRESS"));
      // Nearly all of the time is this one hash; its cost stands in its first parameter.
      expect(vi.mocked(verifyHash).mock.calls.map(([hash]) => String(hash).split("$").slice(0, 4).join("$"))).toEqual(["$argon2id$v=19$m=19456,t=2,p=1"]);
    }
    expect(new Set(bodies).size).toBe(1);
  });

  test("row 33: 1,000 tries for one address end in 429 with when to come back; a mailed link still works", async () => {
    const person = await makePerson({ password: true });
    const answers = await Promise.all(Array.from({ length: 1000 }, (_, i) => post({ email: person.email, password: `guess ${i}`, intent: "password" }, { ip: `203.0.113.${i % 250}` })));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 400)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(990);
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(Number(refused?.headers.get("Retry-After"))).toBeLessThanOrEqual(900);
    // Even the right password waits, or the answer would tell.
    expect((await post({ email: person.email, password: PASSWORD, intent: "password" })).status).toBe(429);
    expect((await post({ email: person.email, intent: "link" })).status).toBe(200);
    clock += 16 * MINUTE;
    expect((await post({ email: person.email, password: PASSWORD, intent: "password" })).status).toBe(302);
  }, 120_000);

  test("row 33: one network address trying many accounts, and unknown ones, is stopped too", async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => post({ email: `person${i}@example.com`, password: "password1234", intent: "password" }, { ip: "192.0.2.66" })));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(140);
  }, 120_000);

  test("right passwords do not count", async () => {
    const person = await makePerson({ password: true });
    for (let i = 0; i < 15; i += 1) expect((await post({ email: person.email, password: PASSWORD, intent: "password" })).status).toBe(302);
  });

  test("what was typed stays, the password does not come back", async () => {
    const answer = await post({ email: "not an address", password: "a secret of mine", intent: "password" });
    const body = await answer.text();
    expect(answer.status).toBe(400);
    expect(body).toContain("not an address");
    expect(body).not.toContain("a secret of mine");
  });
});

describe("sign-in links (row 34)", () => {
  async function mailed() {
    const person = await makePerson();
    await post({ email: person.email, intent: "link", returnTo: "/library/orders" });
    return { person, token: await tokenMailedTo(person.email, "sign-in-link") };
  }
  const look = (token: string, cookie?: string) => answerOf(() => link.loader(args(`/auth/link/${token}`, cookie ? { cookie } : {}, { token })));
  const press = (token: string) => answerOf(() => link.action(args(`/auth/link/${token}`, { form: {} }, { token })));

  test("looking never uses it up; pressing does, once, of any number at once", async () => {
    const { person, token } = await mailed();
    for (let i = 0; i < 5; i += 1) expect(await (await look(token)).json()).toMatchObject({ state: "ready", email: person.email });
    expect(await db.session.count({ where: { userId: person.id } })).toBe(0);
    const answers = await Promise.all(Array.from({ length: 10 }, () => press(token)));
    const wins = answers.filter(({ status }) => status === 302);
    expect(wins).toHaveLength(1);
    expect(wins[0]?.headers.get("Location")).toBe("/library/orders");
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(9);
    expect(await db.session.count({ where: { userId: person.id } })).toBe(1);
  });

  test("a used or old one offers a new one with the address filled in; to its own person it says they are in", async () => {
    const { person, token } = await mailed();
    const cookie = cookieFrom(await press(token));
    const used = await look(token);
    expect(used.status).toBe(410);
    expect(await used.json()).toMatchObject({ state: "dead", problem: "used", email: person.email, goOn: null });
    expect(await (await look(token, cookie)).json()).toMatchObject({ goOn: "/library/orders" });

    const later = await mailed();
    clock += 9 * MINUTE;
    expect((await look(later.token)).status).toBe(200);
    clock += 2 * MINUTE;
    expect(await (await look(later.token)).json()).toMatchObject({ problem: "expired", email: later.person.email, returnTo: "/library/orders" });
    expect((await press(later.token)).status).toBe(410);
    expect(await db.session.count({ where: { userId: later.person.id } })).toBe(0);
  });

  test("a made-up, cut or foreign one is none", async () => {
    const { token } = await mailed();
    for (const bad of ["", "etk_01h455vb4pex5vsknk084sn02q.abc", token.slice(0, -1), `${token}x`]) {
      expect((await look(bad)).status).toBe(404);
      expect((await press(bad)).status).toBe(410);
    }
    // A link that opens accounts signs nobody in.
    const other = await answerOf(() => verify.action(args(`/auth/verify/${token}`, { form: { name: "X" } }, { token })));
    expect(other.status).toBe(410);
    expect((await press(token)).status).toBe(302);
  });

  test("neither token nor session id stands in the database", async () => {
    const { person, token } = await mailed();
    const cookie = cookieFrom(await press(token));
    const id = cookie.split("=")[1] ?? "";
    const kept = JSON.stringify([await db.emailToken.findMany(), await db.session.findMany(), await db.outboxEmail.findMany(), await db.user.findMany()]);
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(token.split(".")[1]);
    expect(kept).not.toContain(id);
    expect((await db.session.findFirstOrThrow({ where: { userId: person.id } })).id).toBe(hashToken(id));
  });

  test("one address gets five mails in a quarter of an hour, however often it is entered", async () => {
    const person = await makePerson();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => post({ email: person.email, intent: "link" }, { ip: `203.0.113.${i}` })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(answers.find(({ status }) => status === 429)?.headers.get("Retry-After")).toBeTruthy();
    expect(await mailsTo(person.email)).toHaveLength(5);
  });
});

describe("signing up", () => {
  const ask = (form: Record<string, string>) => answerOf(() => signUp.action(args("/sign-up", { form })));
  const open = (token: string, form: Record<string, string>) => answerOf(() => verify.action(args(`/auth/verify/${token}`, { form }, { token })));

  test("address, link, name: and the creator stands before the form of their store", async () => {
    expect((await ask({ email: "Noor@Example.com" })).status).toBe(200);
    expect(await db.user.count({ where: { email: "noor@example.com" } })).toBe(0);
    const token = await tokenMailedTo("noor@example.com", "verify-email");
    const opened = await open(token, { name: "Noor Haddad", password: "paper and pencils" });
    expect(opened.headers.get("Location")).toBe("/studio/new");
    expect(await viewerOf(cookieFrom(opened))).toMatchObject({ email: "noor@example.com", name: "Noor Haddad", emailVerified: true });
    expect((await post({ email: "noor@example.com", password: "paper and pencils", intent: "password" })).status).toBe(302);
    expect((await open(token, { name: "Again" })).status).toBe(410);
  });

  test("known and unknown addresses get the same answer; only the mail differs", async () => {
    const known = await makePerson({ password: true });
    const bodies = [];
    for (const email of [known.email, "unknown@example.com"]) {
      for (const answer of [await ask({ email }), await post({ email, intent: "link" })]) bodies.push(`${answer.status} ${(await answer.text()).replaceAll(email, "ADDRESS")}`);
    }
    expect(new Set(bodies).size).toBe(1);
    expect((await mailsTo(known.email)).map(({ kind }) => kind)).toEqual(["sign-in-link", "sign-in-link"]);
    expect((await mailsTo("unknown@example.com")).map(({ kind }) => kind)).toEqual(["verify-email", "verify-email"]);
  });

  test("a second link to a meanwhile opened account signs in and changes nothing", async () => {
    await ask({ email: "twice@example.com" });
    const first = await tokenMailedTo("twice@example.com", "verify-email");
    await ask({ email: "twice@example.com" });
    const second = await tokenMailedTo("twice@example.com", "verify-email");
    await open(first, { name: "First", password: "the first password" });
    expect((await open(second, { name: "Second", password: "the second password" })).status).toBe(302);
    expect((await post({ email: "twice@example.com", password: "the first password", intent: "password" })).status).toBe(302);
    expect((await post({ email: "twice@example.com", password: "the second password", intent: "password" })).status).toBe(400);
    expect(await db.user.findUnique({ where: { email: "twice@example.com" } })).toMatchObject({ name: "First" });
  });

  test("weak passwords are refused and the link stays good", async () => {
    await ask({ email: "weak@example.com" });
    const token = await tokenMailedTo("weak@example.com", "verify-email");
    for (const password of ["short", "aaaaaaaaaaaaaa", "weak@example.com"]) expect((await open(token, { name: "W", password })).status).toBe(400);
    expect((await open(token, { name: "W" })).status).toBe(302);
  });

  test("nobody can prepare an account for somebody else: the first proof of an address ends what was set up without it", async () => {
    const victim = await makePerson({ email: "victim@example.com", emailVerifiedAt: null, password: true });
    const attacker = await signedInAs(victim.id);
    await post({ email: victim.email, intent: "link" });
    const token = await tokenMailedTo(victim.email, "sign-in-link");
    const used = await answerOf(() => link.action(args(`/auth/link/${token}`, { form: {} }, { token })));
    expect((await viewerOf(cookieFrom(used)))?.id).toBe(victim.id);
    expect(await viewerOf(attacker)).toBeNull();
    expect((await post({ email: victim.email, password: PASSWORD, intent: "password" })).status).toBe(400);
  });
});

describe("sessions", () => {
  test("end after 14 days without a request, and are moved forward by use at most once an hour", async () => {
    const person = await makePerson();
    const cookie = await signedInAs(person.id);
    const expiry = async () => (await db.session.findFirstOrThrow({ where: { userId: person.id } })).expiresAt.getTime();
    const begun = await expiry();
    clock += 30 * MINUTE;
    await viewerOf(cookie);
    expect(await expiry()).toBe(begun);
    // Two hours in, it is the whole 14 days again: Lucia alone would wait for a week to pass.
    clock += 90 * MINUTE;
    await viewerOf(cookie);
    expect(await expiry()).toBeGreaterThan(begun + HOUR);
    clock += 13 * DAY;
    expect(await viewerOf(cookie)).not.toBeNull();
    expect(await expiry()).toBeGreaterThan(begun + 12 * DAY);
    clock += 14 * DAY + HOUR;
    expect(await viewerOf(cookie)).toBeNull();
    expect(await db.session.count({ where: { userId: person.id } })).toBe(0);
  });

  test("end after 90 days even if used every day", async () => {
    const person = await makePerson();
    const cookie = await signedInAs(person.id);
    const begun = clock;
    for (let day = 1; day < 90; day += 1) {
      clock = begun + day * DAY;
      expect(await viewerOf(cookie), `day ${day}`).not.toBeNull();
    }
    clock = begun + 90 * DAY + MINUTE;
    expect(await viewerOf(cookie)).toBeNull();
  });

  test("signing out ends this one only, and clears the cookie", async () => {
    const person = await makePerson();
    const [here, there] = [await signedInAs(person.id), await signedInAs(person.id)];
    const answer = await answerOf(() => signOut.action(args("/auth/sign-out", { form: {}, cookie: here })));
    expect(answer.headers.get("Set-Cookie")).toMatch(/^lectern_session=;.*Max-Age=0/);
    // On a shared machine the next person must not find this one's orders.
    expect(answer.headers.getSetCookie().filter((line) => /^buyer=;.*Max-Age=0/.test(line))).toHaveLength(1);
    expect(await viewerOf(here)).toBeNull();
    expect((await viewerOf(there))?.id).toBe(person.id);
  });

  test("a broken cookie is no cookie", async () => {
    for (const cookie of ["lectern_session=%zz", "lectern_session=", "lectern_session=nonsense", "%zz=1; lectern_session=x"]) expect(await viewerOf(cookie)).toBeNull();
  });
});
