import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { RouteConfigEntry } from "@remix-run/route-config";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { CAPABILITIES, may, type Capability, type Seat } from "~/domain/team/may";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import routes from "~/routes";
import { makePerson, makeStore } from "../factories/people";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { DOORS, type Door } from "../setup/doors";
import { everythingOf } from "../setup/everything";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();

/** A route with its module: where it is, and what answers there. */
interface Place {
  path: string;
  loader?: (args: LoaderFunctionArgs) => unknown;
  action?: (args: ActionFunctionArgs) => unknown;
}

const modules = import.meta.glob<Pick<Place, "loader" | "action">>("../../app/routes/**/*.{ts,tsx}");
const OURS = /^(studio|settings)(\/|$)/;
const FRAMES = ["routes/studio/layout.tsx", "routes/settings/layout.tsx"];
const places: Place[] = [];

async function collect(entries: RouteConfigEntry[], base: string): Promise<void> {
  for (const entry of entries) {
    const path = [base, entry.path ?? ""].filter(Boolean).join("/") + (entry.index ? "/" : "");
    const name = FRAMES.includes(entry.file) ? entry.file : path;
    if (name === entry.file || OURS.test(name)) {
      const load = modules[`../../app/${entry.file}`];
      if (!load) throw new Error(`${entry.file} is in the route table and not on disk`);
      places.push({ path: name, ...(await load()) });
    }
    await collect(entry.children ?? [], path.replace(/\/$/, ""));
  }
}

const SEATS: Record<string, Seat & { role: "editor" | "support" }> = {
  editor: { role: "editor", mayRefund: false },
  support: { role: "support", mayRefund: false },
  "support who may send money back": { role: "support", mayRefund: true },
};

beforeAll(async () => {
  await collect(await routes, "");
});

async function aMember({ role, mayRefund }: Seat & { role: "editor" | "support" }) {
  const { store, owner } = await makeStore();
  const person = await makePerson({ name: "Jonas Ek" });
  await db.teamMember.create({ data: { id: newId("teamMember"), storeId: store.id, userId: person.id, role, mayRefund, createdAt: now(), invitedById: owner.id } });
  return { store, cookie: await signedInAs(person.id) };
}

/** The address with its parameters filled in, and the parameters as Remix hands them over. */
function filled(path: string, values: Record<string, string>): { url: string; params: Record<string, string> } {
  const params: Record<string, string> = {};
  const url = path.replace(/:(\w+)/g, (_, name: string) => (params[name] = values[name] ?? "nothing_here"));
  return { url: FRAMES.includes(path) ? "/studio" : `/${url.replace(/\/$/, "?index")}`, params };
}

const context = { nonce: "test", requestId: "test" };

function see(place: Place, cookie: string, values: Record<string, string> = {}) {
  const { url, params } = filled(place.path, values);
  return answerOf(() => place.loader?.({ request: makeRequest(url, { cookie }), params, context }));
}

function act(place: Place, cookie: string, form: Record<string, string>, values: Record<string, string> = {}) {
  const { url, params } = filled(place.path, values);
  return answerOf(() => place.action?.({ request: makeRequest(url, { cookie, form }), params, context }));
}

/** Every capability an action can ask for, with the form that asks for it; the fields are filled in, so that nothing but the address can be wrong. */
function deeds(door: Door): { capability: Capability; form: Record<string, string> }[] {
  if (door.act === undefined || door.act === "person") return [];
  if (typeof door.act === "string") return [{ capability: door.act, form: {} }];
  return Object.entries(door.act).map(([intent, capability]) => ({ capability, form: { intent, text: "A note", label: "Bank", notes: "" } }));
}

describe("what one must be allowed to do", () => {
  test("every address of studio and settings says it here, for looking and for doing; nothing stands here that is gone", () => {
    const wrong = places.flatMap((place) => {
      const door = DOORS[place.path];
      if (!door) return [`${place.path}: add it to test/setup/doors.ts`];
      return [
        ...((place.loader !== undefined) === (door.see !== undefined) ? [] : [`${place.path}: see`]),
        ...((place.action !== undefined) === (door.act !== undefined) ? [] : [`${place.path}: act`]),
      ];
    });
    const gone = Object.keys(DOORS).filter((path) => !places.some((place) => place.path === path));
    expect([...wrong, ...gone.map((path) => `${path}: there is no such address`)]).toEqual([]);
  });

  test.each(Object.entries(SEATS))("%s: is refused, with who may, exactly what the role does not allow", async (_, seat) => {
    const { cookie } = await aMember(seat);
    const wrong: string[] = [];
    const expectAnswer = async (what: string, capability: Capability, answer: Response) => {
      const refused = answer.status === 403;
      if (refused === may(seat, capability)) wrong.push(`${what} answered ${answer.status} to ${capability}`);
      if (refused && !(await answer.text()).includes(CAPABILITIES[capability].words)) wrong.push(`${what} does not say what may not be done`);
    };
    for (const place of places) {
      const door = DOORS[place.path] ?? {};
      if (door.see !== undefined && door.see !== "person" && door.see !== "way") await expectAnswer(`GET ${place.path}`, door.see, await see(place, cookie));
      for (const { capability, form } of deeds(door)) await expectAnswer(`POST ${place.path} ${JSON.stringify(form)}`, capability, await act(place, cookie, form));
    }
    expect(wrong).toEqual([]);
  });

  test("nobody who is not signed in sees or does anything, and a person without a store is sent to make one", async () => {
    const { id } = await makePerson();
    const cookie = await signedInAs(id);
    const wrong: string[] = [];
    for (const place of places) {
      const door = DOORS[place.path] ?? {};
      const answers = [...(door.see && door.see !== "way" ? [{ nobody: await see(place, ""), homeless: await see(place, cookie), own: door.see === "person" }] : []), ...(door.act ? [{ nobody: await act(place, "", {}), homeless: await act(place, cookie, {}), own: door.act === "person" }] : [])];
      for (const { nobody, homeless, own } of answers) {
        if (nobody.status !== 401 && !nobody.headers.get("Location")?.startsWith("/sign-in?returnTo=")) wrong.push(`${place.path} answered ${nobody.status} to nobody`);
        if (!own && homeless.status !== 404 && homeless.headers.get("Location") !== "/studio/new") wrong.push(`${place.path} answered ${homeless.status} to a person without a store`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("row 29", () => {
  test.each(["owner", ...Object.keys(SEATS)])("%s of one store: everything of another is nothing, to see and to act on", async (name) => {
    const other = await everythingOf(control);
    const seat = SEATS[name];
    const cookie = seat ? (await aMember(seat)).cookie : await signedInAs((await makeStore()).owner.id);
    const rights: Seat = seat ?? { role: "owner", mayRefund: true };
    const wrong: string[] = [];
    for (const place of places.filter((one) => /:\w+Id\b/.test(one.path))) {
      const door = DOORS[place.path] ?? {};
      if (door.see && door.see !== "way" && door.see !== "person" && may(rights, door.see)) {
        const { status } = await see(place, cookie, other.ids);
        if (status !== 404) wrong.push(`GET ${place.path} answered ${status}`);
      }
      for (const { capability, form } of deeds(door)) {
        if (!may(rights, capability)) continue;
        const { status } = await act(place, cookie, form, other.ids);
        if (status !== 404) wrong.push(`POST ${place.path} ${JSON.stringify(form)} answered ${status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await other.changed()).toEqual([]);
  });
});
