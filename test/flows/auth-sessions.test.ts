import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { DAY, HOUR, MINUTE } from "~/lib/clock";
import * as signOut from "~/routes/auth/sign-out";
import { makePerson } from "../factories/people";
import { answerOf, signedInAs } from "../setup/request";
import { args, prepareSignIn, time, viewerOf } from "../setup/sign-in";

prepareSignIn();

describe("sessions", () => {
  test("end after 14 days without a request, and are moved forward by use at most once an hour", async () => {
    const person = await makePerson();
    const cookie = await signedInAs(person.id);
    const expiry = async () => (await db.session.findFirstOrThrow({ where: { userId: person.id } })).expiresAt.getTime();
    const begun = await expiry();
    time.at += 30 * MINUTE;
    await viewerOf(cookie);
    expect(await expiry()).toBe(begun);
    // Two hours in, it is the whole 14 days again: Lucia alone would wait for a week to pass.
    time.at += 90 * MINUTE;
    await viewerOf(cookie);
    expect(await expiry()).toBeGreaterThan(begun + HOUR);
    time.at += 13 * DAY;
    expect(await viewerOf(cookie)).not.toBeNull();
    expect(await expiry()).toBeGreaterThan(begun + 12 * DAY);
    time.at += 14 * DAY + HOUR;
    expect(await viewerOf(cookie)).toBeNull();
    expect(await db.session.count({ where: { userId: person.id } })).toBe(0);
  });

  test("end after 90 days even if used every day", async () => {
    const person = await makePerson();
    const cookie = await signedInAs(person.id);
    const begun = time.at;
    for (let day = 1; day < 90; day += 1) {
      time.at = begun + day * DAY;
      expect(await viewerOf(cookie), `day ${day}`).not.toBeNull();
    }
    time.at = begun + 90 * DAY + MINUTE;
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
