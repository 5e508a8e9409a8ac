import { verify as verifyHash } from "@node-rs/argon2";
import { describe, expect, test, vi } from "vitest";
import { startSession } from "~/auth/sessions.server";
import { db } from "~/db.server";
import { MINUTE } from "~/lib/clock";
import * as link from "~/routes/auth/link";
import * as signIn from "~/routes/auth/sign-in";
import { makePerson, makeStore, PASSWORD } from "../factories/people";
import { tokenMailedTo } from "../setup/people";
import { answerOf, cookieFrom, makeRequest, signedInAs } from "../setup/request";
import { args, post, prepareSignIn, time, viewerOf } from "../setup/sign-in";

prepareSignIn();

vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<typeof import("@node-rs/argon2")>();
  return { ...real, verify: vi.fn<typeof real.verify>(real.verify) };
});

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
    time.at += 16 * MINUTE;
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
