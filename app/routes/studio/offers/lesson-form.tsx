import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Form, useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { DraftStore, type Draft } from "~/components/editor/draft-store";
import { RichText } from "~/components/editor/rich-text";
import { SaveStatus } from "~/components/editor/save-status";
import { useAutosave } from "~/components/editor/use-autosave";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { Switch } from "~/components/ui/switch";
import { useHydrated } from "~/components/ui/use-hydrated";
import { formatMoment } from "~/lib/dates";
import { LessonConflict } from "./lesson-conflict";
import { LeaveGuard } from "./lesson-leave";
import { isWords, lessonSchema, readWords, sameWords, sendAside, sendWords, type Theirs, type Words } from "./lesson-words";

export type FormStart = {
  words: Words;
  version: number;
  /** These words came from somewhere else and are not saved yet: they go over what stands there, which then is in the history. */
  unsaved: boolean;
};

type LessonFormProps = {
  lesson: { id: string; address: string };
  viewerId: string;
  start: FormStart;
  /** Begin anew with other words. */
  onStart: (start: FormStart) => void;
  published: boolean;
  /** Without JavaScript: what the last save was answered. */
  lastResult: SubmissionResult | undefined;
  theirs: Theirs | undefined;
};

/** A lesson's words. They save themselves; without JavaScript the button does. */
export function LessonForm({ lesson, viewerId, start, onStart, published, lastResult, theirs }: LessonFormProps) {
  const hydrated = useHydrated();
  const revalidator = useRevalidator();
  const element = useRef<HTMLFormElement>(null);
  const saveAddress = `${lesson.address}/save`;
  const [drafts] = useState(() => new DraftStore<Words>(`lectern:lesson:${lesson.id}:${viewerId}`, isWords));
  const savedTitle = useRef(start.words.title);
  const [form, fields] = useForm({
    id: "lesson",
    lastResult,
    defaultValue: start.words,
    constraint: { title: { required: true, maxLength: 120 } },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: lessonSchema }),
    shouldRevalidate: "onInput",
  });
  const read = () => (element.current ? readWords(element.current) : start.words);
  const { saver, state } = useAutosave<Words, Theirs>({
    version: start.version,
    read,
    send: (words, version, overwrite) => sendWords(saveAddress, words, version, overwrite),
    drafts,
    onSaved: ({ title }) => {
      // The page says its title above.
      if (title !== savedTitle.current) revalidator.revalidate();
      savedTitle.current = title;
    },
  });
  const [found, setFound] = useState<Draft<Words> | null>(null);
  useEffect(() => {
    if (start.unsaved) {
      saver.changed({ overwrite: true });
      saver.keepNow();
      drafts.settled();
      return;
    }
    const draft = drafts.found();
    if (draft && !sameWords(draft.words, start.words)) setFound(draft);
    else drafts.settled();
  }, [drafts, saver, start]);

  function submit(event: FormEvent<HTMLFormElement>) {
    form.onSubmit(event);
    if (event.defaultPrevented || !hydrated) return;
    event.preventDefault();
    void saver.flush();
  }
  async function takeTheirs(other: Theirs): Promise<boolean> {
    if (!(await sendAside(saveAddress, read()))) return false;
    saver.dropped();
    onStart({ words: other.words, version: other.version, unsaved: false });
    return true;
  }
  const conflict = state.kind === "conflict" ? state.theirs : hydrated ? undefined : theirs;
  return (
    <Card className="overflow-visible">
      <Form method="post" {...getFormProps(form)} ref={element} onInput={() => saver.changed()} onSubmit={submit} className="space-y-6">
        <FormErrors errors={form.errors} />
        {conflict && <LessonConflict theirs={conflict} onMine={() => saver.keepMine()} onTheirs={() => takeTheirs(conflict)} />}
        {found && (
          <FoundDraft
            draft={found}
            changedSince={found.version !== start.version}
            onBack={() => onStart({ words: found.words, version: start.version, unsaved: true })}
            onDrop={() => {
              drafts.settled();
              setFound(null);
            }}
          />
        )}
        <input type="hidden" name="version" value={start.version} />
        <Field label="Title" field={fields.title}>
          <Input autoComplete="off" />
        </Field>
        <Field label="Text" field={fields.body} optional>
          <RichText label="Text" rows={16} />
        </Field>
        <Switch
          field={fields.preview}
          label="Free preview"
          description={published ? "Anybody can open this lesson from the offer’s page." : "Once the course is published, anybody can open this lesson from its page."}
        />
        {/* On phones it stands above the studio's own bar. */}
        <div className="sticky bottom-[calc(3.5rem+1px+env(safe-area-inset-bottom))] z-10 -mx-5 lg:bottom-0 -mb-5 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-b-lg border-t border-line bg-surface px-5 py-2.5 sm:-mx-6 sm:-mb-6 sm:px-6">
          {hydrated ? <SaveStatus state={state} conflictId="lesson-conflict" onRetry={() => void saver.flush()} /> : <span />}
          <SubmitButton name="intent" value="lesson" pending={state.kind === "saving"}>
            Save lesson
          </SubmitButton>
        </div>
      </Form>
      <LeaveGuard unsaved={() => saver.unsaved} save={() => saver.flush()} />
    </Card>
  );
}

function FoundDraft({ draft, changedSince, onBack, onDrop }: { draft: Draft<Words>; changedSince: boolean; onBack: () => void; onDrop: () => void }) {
  return (
    <Banner
      tone="calm"
      live
      title="There is text here that was never saved"
      action={
        <>
          <Button size="sm" onClick={onBack}>
            Put it back
          </Button>
          <Button size="sm" variant="secondary" onClick={onDrop}>
            Throw it away
          </Button>
        </>
      }
    >
      <p>
        You typed it in this browser on {formatMoment(new Date(draft.typedAt))}. {changedSince ? "The lesson was saved since; putting it back keeps that text in the history." : "Putting it back keeps the present text in the history."}
      </p>
    </Banner>
  );
}
