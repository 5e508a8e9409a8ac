import { expect, test } from "vitest";
import { Autosaver, type SaveAnswer } from "./autosaver";

type Answer = SaveAnswer<string>;

/** An autosaver on a clock that only moves when told to, and a server that answers when told to. */
function aWindow(version = 1) {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  let typed = "";
  const kept: unknown[] = [];
  const states: string[] = [];
  const sent: { words: string; version: number; overwrite: boolean; answer: (answer: Answer) => void }[] = [];
  const saver = new Autosaver<string, string>({
    version,
    read: () => typed,
    send: (words, at, overwrite) => new Promise((answer) => sent.push({ words, version: at, overwrite, answer })),
    keep: (draft) => kept.push(draft),
    wait: (milliseconds, run) => {
      const timer = { at: now + milliseconds, run };
      timers.push(timer);
      return () => (timers = timers.filter((one) => one !== timer));
    },
    onState: (state) => states.push(state.kind),
  });
  const pass = (milliseconds: number) => {
    const until = now + milliseconds;
    for (;;) {
      const next = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      now = next.at;
      timers = timers.filter((timer) => timer !== next);
      next.run();
    }
    now = until;
  };
  const type = (text: string) => {
    typed = text;
    saver.changed();
  };
  const answer = async (with_: Answer) => {
    sent.at(-1)!.answer(with_);
    await new Promise((done) => setImmediate(done));
  };
  return { saver, type, pass, answer, sent, kept, states };
}
const saved = (version: number): Answer => ({ kind: "saved", version, savedAt: `at ${version}` });

test("one save a moment after the last key; then nothing is unsaved and the draft is gone", async () => {
  const { saver, type, pass, answer, sent, kept } = aWindow();
  type("a");
  pass(1_000);
  type("ab");
  pass(1_000);
  expect(sent).toHaveLength(0);
  expect(kept).toEqual([{ words: "a", version: 1 }, { words: "ab", version: 1 }]);
  pass(500);
  expect(sent.map(({ words, version }) => [words, version])).toEqual([["ab", 1]]);
  await answer(saved(2));
  expect(saver.current).toEqual({ kind: "saved", savedAt: "at 2" });
  expect(saver.unsaved).toBe(false);
  expect(kept.at(-1)).toBeNull();
});

test("who never stops typing is saved every ten seconds", () => {
  const { type, pass, sent } = aWindow();
  for (let key = 0; key < 11; key += 1) {
    type(`${key}`);
    pass(1_000);
  }
  expect(sent).toHaveLength(1);
});

test("typed while it was being saved: saved again, with the version that came back", async () => {
  const { saver, type, pass, answer, sent } = aWindow();
  type("a");
  pass(1_500);
  type("ab");
  pass(5_000);
  expect(sent).toHaveLength(1);
  await answer(saved(2));
  expect(saver.unsaved).toBe(true);
  pass(1_500);
  expect(sent.map(({ words, version }) => [words, version])).toEqual([["a", 1], ["ab", 2]]);
  await answer(saved(3));
  expect(saver.unsaved).toBe(false);
});

test("without a connection it is kept and tried again by itself", async () => {
  const { saver, type, pass, answer, sent, kept } = aWindow();
  type("a");
  pass(1_500);
  await answer({ kind: "offline" });
  expect(saver.current).toMatchObject({ kind: "failed", why: "offline" });
  expect(kept.at(-1)).toEqual({ words: "a", version: 1 });
  pass(3_000);
  expect(sent).toHaveLength(2);
  await answer(saved(2));
  expect(saver.unsaved).toBe(false);
});

test("signed out: kept, and sent when told to", async () => {
  const { saver, type, pass, answer, sent, kept } = aWindow();
  type("a");
  pass(1_500);
  await answer({ kind: "signed_out" });
  pass(120_000);
  expect(sent).toHaveLength(1);
  expect(kept.at(-1)).toEqual({ words: "a", version: 1 });
  const flushed = saver.flush();
  await answer(saved(2));
  expect(await flushed).toBe(true);
});

test("what cannot be kept like this is said, and the next change is tried", async () => {
  const { saver, type, pass, answer, sent } = aWindow();
  type("");
  pass(1_500);
  await answer({ kind: "refused", words: "Give it a title." });
  expect(saver.current).toEqual({ kind: "failed", why: "refused", words: "Give it a title." });
  type("a");
  pass(1_500);
  expect(sent).toHaveLength(2);
});

test("another window has saved: nothing is sent until somebody decides; mine goes over it, knowingly", async () => {
  const { saver, type, pass, answer, sent, kept } = aWindow();
  type("mine");
  pass(1_500);
  await answer({ kind: "conflict", theirs: "theirs" });
  expect(saver.current).toEqual({ kind: "conflict", theirs: "theirs" });
  type("mine, more");
  pass(60_000);
  expect(sent).toHaveLength(1);
  expect(await saver.flush()).toBe(false);
  expect(kept.at(-1)).toEqual({ words: "mine, more", version: 1 });
  const done = saver.keepMine();
  expect(sent.at(-1)).toMatchObject({ words: "mine, more", overwrite: true });
  await answer(saved(3));
  expect(await done).toBe(true);
  type("later");
  pass(1_500);
  expect(sent.at(-1)).toMatchObject({ version: 3, overwrite: false });
});

test("leaving waits for what is on its way and for what came after it", async () => {
  const { saver, type, pass, answer, sent } = aWindow();
  type("a");
  pass(1_500);
  type("ab");
  const flushed = saver.flush();
  await answer(saved(2));
  expect(sent).toHaveLength(2);
  await answer(saved(3));
  expect(await flushed).toBe(true);
});

test("given up: nothing is unsaved, nothing is sent any more", async () => {
  const { saver, type, pass, answer, sent, kept } = aWindow();
  type("mine");
  pass(1_500);
  await answer({ kind: "conflict", theirs: "theirs" });
  saver.dropped();
  pass(60_000);
  expect(saver.unsaved).toBe(false);
  expect(kept.at(-1)).toBeNull();
  expect(sent).toHaveLength(1);
});
