import type { ActionFunctionArgs } from "@remix-run/node";
import { beforeEach, describe, expect, test } from "vitest";
import { getViewer, requireStore, requireViewer } from "~/auth/guards.server";
import { db } from "~/db.server";
import * as forgot from "~/routes/auth/forgot";
import * as reset from "~/routes/auth/reset";
import * as signIn from "~/routes/auth/sign-in";
import * as account from "~/routes/settings/account";
import * as storeSettings from "~/routes/settings/store";
import * as newStore from "~/routes/studio/new-store";
import * as storeSlug from "~/routes/studio/store-slug";
import { makePerson, makeStore, PASSWORD } from "../factories/people";
import { mailsTo, tokenMailedTo } from "../setup/people";
import { answerOf, cookieFrom, makeRequest, signedInAs, type RequestOptions } from "../setup/request";

type Args = ActionFunctionArgs;
let ip = 0;
beforeEach(() => {
  ip += 1;
});
const args = (path: string, options: RequestOptions = {}, params: Args["params"] = {}): Args => ({ request: makeRequest(path, { ip: `10.1.0.${ip}`, ...options }), params, context: {} });
const viewerOf = (cookie: string) => getViewer(makeRequest("/", { cookie }));
const onAccount = (cookie: string, form: Record<string, string>) => answerOf(() => account.action(args("/settings/account", { cookie, form })));
const canSignIn = async (email: string, password: string) => (await answerOf(() => signIn.action(args("/sign-in", { form: { email, password, intent: "password" } })))).status === 302;
const sessionOf = (answer: Response) => cookieFrom(answer).split("; ").find((one) => one.startsWith("lectern_session=")) ?? "";

describe("password", () => {
  const change = { intent: "password", current: PASSWORD, next: "another lantern below" };

  test("row 32: changing it ends every session, gives this browser a new one, and tells the person by mail", async () => {
    const person = await makePerson({ password: true });
    const [here, phone] = [await signedInAs(person.id), await signedInAs(person.id)];
    const answer = await onAccount(here, change);
    expect(answer.headers.get("Location")).toBe("/settings/account");
    const fresh = sessionOf(answer);
    expect((await viewerOf(fresh))?.id).toBe(person.id);
    expect([await viewerOf(here), await viewerOf(phone)]).toEqual([null, null]);
    expect([await canSignIn(person.email, PASSWORD), await canSignIn(person.email, change.next)]).toEqual([false, true]);
    expect(await mailsTo(person.email)).toMatchObject([{ kind: "password-changed", props: { changedFrom: "Firefox on Linux", signedOutElsewhere: true } }]);
  });

  test("needs the present one; wrong ones count as sign-in tries and change nothing", async () => {
    const person = await makePerson({ password: true });
    const cookie = await signedInAs(person.id);
    for (let i = 0; i < 10; i += 1) expect((await onAccount(cookie, { ...change, current: "wrong" })).status).toBe(400);
    expect((await onAccount(cookie, change)).status).toBe(429);
    expect(await viewerOf(cookie)).not.toBeNull();
    expect(await mailsTo(person.email)).toEqual([]);
  });

  test("forgotten: a mailed link sets a new one once, ends every session, and older links are worth nothing", async () => {
    const person = await makePerson({ password: true });
    const stolen = await signedInAs(person.id);
    const ask = () => answerOf(() => forgot.action(args("/auth/forgot", { form: { email: person.email } })));
    await ask();
    const older = await tokenMailedTo(person.email, "reset-password");
    await ask();
    const token = await tokenMailedTo(person.email, "reset-password");
    const use = (one: string) => answerOf(() => reset.action(args(`/auth/reset/${one}`, { form: { password: "brand new lantern" } }, { token: one })));
    expect(await (await answerOf(() => reset.loader(args(`/auth/reset/${token}`, {}, { token })))).json()).toMatchObject({ state: "ready" });
    const done = await use(token);
    expect(done.status).toBe(302);
    expect((await viewerOf(sessionOf(done)))?.id).toBe(person.id);
    expect(await viewerOf(stolen)).toBeNull();
    expect([(await use(token)).status, (await use(older)).status]).toEqual([410, 410]);
    expect(await canSignIn(person.email, "brand new lantern")).toBe(true);
    expect((await mailsTo(person.email)).at(-1)?.kind).toBe("password-changed");
  });

  test("asking for a reset says and takes the same for known and unknown addresses", async () => {
    const person = await makePerson({ password: true });
    const seen: string[] = [];
    const times: number[] = [];
    for (const email of [person.email, "no-account@example.com"]) {
      const started = performance.now();
      const answer = await answerOf(() => forgot.action(args("/auth/forgot", { form: { email } })));
      times.push(performance.now() - started);
      seen.push(`${answer.status} ${(await answer.text()).replaceAll(email, "ADDRESS")}`);
    }
    expect(seen[0]).toBe(seen[1]);
    expect(Math.min(...times)).toBeGreaterThan(140);
    expect(await mailsTo("no-account@example.com")).toEqual([]);
  });
});

describe("account", () => {
  test("sign out everywhere else keeps this browser in", async () => {
    const person = await makePerson();
    const [here, phone, laptop] = [await signedInAs(person.id), await signedInAs(person.id), await signedInAs(person.id)];
    const page = (await (await answerOf(() => account.loader(args("/settings/account", { cookie: here })))).json()) as { devices: { here: boolean }[] };
    expect(page.devices.map((device) => device.here).sort()).toEqual([false, false, true]);
    await onAccount(here, { intent: "sign-out-others" });
    expect((await viewerOf(here))?.id).toBe(person.id);
    expect([await viewerOf(phone), await viewerOf(laptop)]).toEqual([null, null]);
  });

  test("the name changes; an empty one does not", async () => {
    const person = await makePerson();
    const cookie = await signedInAs(person.id);
    await onAccount(cookie, { intent: "rename", name: "  Ines O.  " });
    expect((await onAccount(cookie, { intent: "rename", name: "   " })).status).toBe(400);
    expect((await viewerOf(cookie))?.name).toBe("Ines O.");
  });

  test("who is not signed in is sent to sign in and comes back", async () => {
    const page = await answerOf(() => requireViewer(makeRequest("/settings/account?tab=x")));
    expect(page.headers.get("Location")).toBe(`/sign-in?returnTo=${encodeURIComponent("/settings/account?tab=x")}`);
    const form = await answerOf(() => requireViewer(makeRequest("/library/progress", { form: {}, headers: { Referer: "http://localhost:3000/library/off_1" } })));
    expect(form.headers.get("Location")).toBe(`/sign-in?returnTo=${encodeURIComponent("/library/off_1")}`);
    const elsewhere = await answerOf(() => requireViewer(makeRequest("/settings/account", { form: {}, headers: { Referer: "https://evil.example/x" } })));
    expect(elsewhere.headers.get("Location")).toBe(`/sign-in?returnTo=${encodeURIComponent("/settings/account")}`);
    expect((await answerOf(() => account.action(args("/settings/account", { form: { intent: "rename", name: "X" } })))).status).toBe(302);
  });
});

describe("store", () => {
  const open = (cookie: string, form: Record<string, string>) => answerOf(() => newStore.action(args("/studio/new", { cookie, form })));

  test("a name and a country are enough; the rest gets sensible values", async () => {
    const person = await makePerson({ name: "Mara Vint" });
    const cookie = await signedInAs(person.id);
    expect((await answerOf(() => requireStore(makeRequest("/studio", { cookie }), "studio.see"))).headers.get("Location")).toBe("/studio/new");
    const answer = await open(cookie, { name: "Quiet Ink", country: "SE" });
    expect(answer.headers.get("Location")).toBe("/studio");
    const store = await db.store.findUniqueOrThrow({ where: { ownerId: person.id } });
    expect(store).toMatchObject({ slug: "quiet-ink", currency: "sek", country: "SE", legalName: "Mara Vint", supportEmail: person.email, accentColor: "#155b3d" });
    expect((await requireStore(makeRequest("/studio", { cookie }), "studio.see")).store.id).toBe(store.id);
    // One store a person.
    expect((await open(cookie, { name: "Second", country: "SE" })).headers.get("Location")).toBe("/studio");
    expect(await db.store.count({ where: { ownerId: person.id } })).toBe(1);
  });

  test("two with the same name get two addresses, at the same moment too; a chosen one that is taken is refused", async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => makePerson()));
    const cookies = await Promise.all(people.map(({ id }) => signedInAs(id)));
    await Promise.all(cookies.map((cookie) => open(cookie, { name: "Ærlig & Brød", country: "NO" })));
    const slugs = (await db.store.findMany({ where: { ownerId: { in: people.map(({ id }) => id) } } })).map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(4);
    const cookie = await signedInAs((await makePerson()).id);
    const taken = await open(cookie, { name: "Other", country: "NO", slug: slugs[0] ?? "" });
    expect(taken.status).toBe(400);
    expect(await taken.text()).toContain("Somebody has this address");
    const asked = async (query: string) => (await answerOf(() => storeSlug.loader(args(`/studio/new/slug?${query}`, { cookie })))).json();
    expect(await asked(`slug=${slugs[0]}`)).toMatchObject({ free: false });
    expect(await asked("slug=nobody-has-this")).toMatchObject({ free: true, slug: "nobody-has-this" });
    expect(await asked("name=Nobody+Has+That")).toMatchObject({ free: true, slug: "nobody-has-that" });
  });

  test("a name without latin letters asks for an address instead of failing", async () => {
    const cookie = await signedInAs((await makePerson()).id);
    const answer = await open(cookie, { name: "静かなインク", country: "JP" });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("静かなインク");
    expect((await open(cookie, { name: "静かなインク", country: "JP", slug: "quiet-ink-jp" })).status).toBe(302);
  });

  test("what cannot be is refused and what was typed stays", async () => {
    const cookie = await signedInAs((await makePerson()).id);
    const wrongs: Record<string, string>[] = [{ country: "ZZ" }, { currency: "xau" }, { accentChoice: "own", accentOwn: "red; }" }, { slug: "../evil" }, { supportEmail: "no address" }, { name: "x".repeat(81) }];
    for (const wrong of wrongs) {
      const answer = await open(cookie, { name: "Kept name", country: "DE", ...wrong });
      expect(answer.status, JSON.stringify(wrong)).toBe(400);
      if (!("name" in wrong)) expect(await answer.text()).toContain("Kept name");
    }
  });

  test("settings change one's own store only", async () => {
    const { owner, store } = await makeStore();
    const other = (await makeStore()).store;
    const cookie = await signedInAs(owner.id);
    const form = { name: "Vint & Co", country: "AT", currency: "eur", accentChoice: "own", accentOwn: "#FF8800", legalName: "Vint GmbH", supportEmail: "Help@Vint.example", about: "About", storeId: other.id, id: other.id, slug: "stolen" };
    const answer = await answerOf(() => storeSettings.action(args("/settings/store", { cookie, form })));
    expect(answer.status).toBe(302);
    expect(await db.store.findUnique({ where: { id: store.id } })).toMatchObject({ name: "Vint & Co", country: "AT", accentColor: "#ff8800", legalName: "Vint GmbH", supportEmail: "help@vint.example", slug: store.slug });
    expect(await db.store.findUnique({ where: { id: other.id } })).toEqual(other);
  });
});
