import type { FieldMetadata } from "@conform-to/react";
import { ArrowDown, ArrowUp, Plus, Trash2, X } from "lucide-react";
import type { ButtonHTMLAttributes, ChangeEvent, ReactNode } from "react";
import { Button } from "~/components/ui/button";
import { controlStyles } from "~/components/ui/control-styles";
import { Field, FieldErrors } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Textarea } from "~/components/ui/textarea";
import { QUIZ_LIMITS } from "~/domain/courses/quiz";
import { cn } from "~/lib/cn";
import { newOptionId, type TypedQuestion } from "./quiz-form";

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement>;

/** How lists in the form change: buttons that submit the form with an intent, so they work without JavaScript too. */
export interface ListButtons {
  insert: (name: string, defaultValue: unknown) => ButtonProps;
  remove: (name: string, index: number) => ButtonProps;
  reorder: (name: string, from: number, to: number) => ButtonProps;
}

type Props = { field: FieldMetadata<TypedQuestion>; list: string; index: number; count: number; buttons: ListButtons };

/** One question in the quiz's editor. */
export function QuizQuestion({ field, list, index, count, buttons }: Props) {
  const question = field.getFieldset();
  const number = index + 1;
  const kind = String(question.kind.initialValue ?? "single");
  return (
    <fieldset className="min-w-0 rounded-lg border border-line bg-surface p-5 sm:p-6">
      <legend className="sr-only">Question {number}</legend>
      <div className="mb-4 flex items-center justify-between gap-3">
        <p aria-hidden="true" className="text-base font-semibold">
          Question {number}
        </p>
        <div className="-mr-2 flex items-center">
          <IconButton {...buttons.reorder(list, index, index - 1)} label={`Move question ${number} up`} atEnd={index === 0}>
            <ArrowUp aria-hidden="true" />
          </IconButton>
          <IconButton {...buttons.reorder(list, index, index + 1)} label={`Move question ${number} down`} atEnd={index === count - 1}>
            <ArrowDown aria-hidden="true" />
          </IconButton>
          <IconButton {...buttons.remove(list, index)} label={`Remove question ${number}`}>
            <Trash2 aria-hidden="true" />
          </IconButton>
        </div>
      </div>
      <input type="hidden" name={question.id.name} defaultValue={String(question.id.initialValue ?? "")} />
      <div className="space-y-5">
        <Field label="Question" field={{ ...meta(question.text), maxLength: QUIZ_LIMITS.text }}>
          <Textarea rows={2} />
        </Field>
        {kind === "short" ? (
          <>
            <input type="hidden" name={question.kind.name} value="short" />
            <Accepted field={question.accepted} buttons={buttons} number={number} />
          </>
        ) : (
          <Options question={question} buttons={buttons} number={number} />
        )}
        <Field label="Explanation" field={{ ...meta(question.explanation), maxLength: QUIZ_LIMITS.explanation }} optional description="Shown once it is answered for good: why it is so.">
          <Textarea rows={2} />
        </Field>
      </div>
    </fieldset>
  );
}

function Options({ question, buttons, number }: { question: ReturnType<FieldMetadata<TypedQuestion>["getFieldset"]>; buttons: ListButtons; number: number }) {
  const options = question.options.getFieldList();
  const marked = [question.right.initialValue ?? []].flat().map(String);
  const errorId = `${question.options.id}-error`;
  return (
    <div className="space-y-3" role="group" aria-label={`Options of question ${number}`} aria-describedby={question.options.errors ? errorId : undefined} onChange={onlyOne}>
      <label className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm font-medium">
        Right is
        <select name={question.kind.name} defaultValue={String(question.kind.initialValue ?? "single")} className={cn(controlStyles, "h-11 w-auto sm:h-9")}>
          <option value="single">one option</option>
          <option value="multiple">several options, all of them wanted</option>
        </select>
      </label>
      <ul className="space-y-2.5">
        {options.map((option, at) => {
          const { id, text } = option.getFieldset();
          const optionId = String(id.initialValue ?? "");
          return (
            <li key={option.key} className="flex items-start gap-2.5">
              <input type="hidden" name={id.name} defaultValue={optionId} />
              <label className="grid min-h-11 shrink-0 cursor-pointer place-items-center rounded-md border border-edge px-3 text-sm text-ink-muted has-checked:border-success-line has-checked:bg-success-soft has-checked:text-success has-focus-visible:outline-2 has-focus-visible:outline-ink sm:min-h-10">
                <span className="flex items-center gap-2">
                  <input type="checkbox" name={question.right.name} value={optionId} defaultChecked={marked.includes(optionId)} className="size-4 accent-(--success)" aria-label={`Option ${at + 1} is right`} />
                  Right
                </span>
              </label>
              <Field label={`Option ${at + 1}`} hideLabel field={{ ...meta(text), maxLength: QUIZ_LIMITS.option }} className="flex-1">
                <Input autoComplete="off" placeholder={`Option ${at + 1}`} />
              </Field>
              <IconButton {...buttons.remove(question.options.name, at)} label={`Remove option ${at + 1}`}>
                <X aria-hidden="true" />
              </IconButton>
            </li>
          );
        })}
      </ul>
      <FieldErrors id={errorId} messages={question.options.errors ?? []} />
      {options.length < QUIZ_LIMITS.options && (
        <Button variant="secondary" size="sm" {...buttons.insert(question.options.name, { id: newOptionId(options.map((option) => String(option.getFieldset().id.initialValue ?? ""))), text: "" })}>
          <Plus aria-hidden="true" />
          Add an option
        </Button>
      )}
    </div>
  );
}

function Accepted({ field, buttons, number }: { field: FieldMetadata<string[]>; buttons: ListButtons; number: number }) {
  const answers = field.getFieldList();
  const errorId = `${field.id}-error`;
  return (
    <div className="space-y-3" role="group" aria-label={`Right answers to question ${number}`} aria-describedby={field.errors ? errorId : undefined}>
      <div>
        <p className="text-sm font-medium">Answers that count as right</p>
        <p className="mt-0.5 text-sm text-ink-faint">Capitals, accents and doubled spaces do not matter. The first is the one shown.</p>
      </div>
      <ul className="space-y-2.5">
        {answers.map((answer, at) => (
          <li key={answer.key} className="flex items-start gap-2.5">
            <Field label={`Right answer ${at + 1}`} hideLabel field={{ ...meta(answer), maxLength: QUIZ_LIMITS.option }} className="flex-1">
              <Input autoComplete="off" placeholder={at === 0 ? "The answer" : "Another way to say it"} />
            </Field>
            <IconButton {...buttons.remove(field.name, at)} label={`Remove right answer ${at + 1}`}>
              <X aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      <FieldErrors id={errorId} messages={field.errors ?? []} />
      {answers.length < QUIZ_LIMITS.accepted && (
        <Button variant="secondary" size="sm" {...buttons.insert(field.name, "")}>
          <Plus aria-hidden="true" />
          Add an answer
        </Button>
      )}
    </div>
  );
}

/** Of one right option the last marked counts. Without JavaScript the server says so. */
function onlyOne(event: ChangeEvent<HTMLDivElement>): void {
  const { target, currentTarget } = event;
  const select = currentTarget.querySelector("select");
  if (!(target instanceof HTMLElement) || select?.value !== "single") return;
  const boxes = Array.from(currentTarget.querySelectorAll<HTMLInputElement>("input[type=checkbox]"));
  const kept = boxes.includes(target as HTMLInputElement) ? (target as HTMLInputElement) : boxes.find((box) => box.checked);
  if (kept?.checked) for (const box of boxes) if (box !== kept) box.checked = false;
}

function IconButton({ label, atEnd, children, onClick, ...rest }: ButtonProps & { label: string; atEnd?: boolean; children: ReactNode }) {
  return (
    <button
      {...rest}
      type="submit"
      title={label}
      aria-label={label}
      // Not `disabled`: the focus would be lost when a thing arrives at the end.
      aria-disabled={atEnd || undefined}
      onClick={(event) => (atEnd ? event.preventDefault() : onClick?.(event))}
      className={cn("grid size-11 shrink-0 place-items-center rounded-md text-ink-faint hover:bg-sunken hover:text-ink sm:size-10 [&_svg]:size-4.5", atEnd && "opacity-35")}
    >
      {children}
    </button>
  );
}

/** The field as `Field` reads it: several messages of one field say the first. */
function meta(field: { id: string; name: string; key: string | undefined; errors: string[] | undefined; initialValue: unknown }) {
  const { id, name, key, errors, initialValue } = field;
  return { id, name, key, initialValue, errors: errors?.slice(0, 1) };
}
