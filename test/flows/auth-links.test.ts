import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { MINUTE } from "~/lib/clock";
import { hashToken } from "~/lib/tokens";
import * as link from "~/routes/auth/link";
import * as signUp from "~/routes/auth/sign-up";
import * as verify from "~/routes/auth/verify";
import { makePerson, PASSWORD } from "../factories/people";
import { mailsTo, tokenMailedTo } from "../setup/people";
import { answerOf, cookieFrom, signedInAs } from "../setup/request";
import { args, post, prepareSignIn, time, viewerOf } from "../setup/sign-in";

prepareSignIn();

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
    time.at += 9 * MINUTE;
    expect((await look(later.token)).status).toBe(200);
    time.at += 2 * MINUTE;
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
