import { Form } from "@remix-run/react";
import { useId, useRef, useState, type FormEvent, type ReactNode } from "react";
import { Button } from "~/components/ui/button";
import { controlStyles } from "~/components/ui/control-styles";
import { FieldErrors } from "~/components/ui/field";
import { useHydrated } from "~/components/ui/use-hydrated";
import { cn } from "~/lib/cn";
import { useCurriculumPage } from "./curriculum-context";
import type { ChangeFields, ShownLesson } from "./curriculum-view";

type ChangeFormProps = {
  fields: ChangeFields;
  children: ReactNode;
  className?: string;
  /** After the server has taken it. */
  onDone?: (form: HTMLFormElement) => void;
};

/** A form that makes one change: by itself without JavaScript, else through the page's line of changes. */
export function ChangeForm({ fields, children, className, onDone }: ChangeFormProps) {
  const { change } = useCurriculumPage();
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = Object.fromEntries([...new FormData(form)].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
    const answer = await change(typed);
    if (answer.done) onDone?.(form);
  };
  return (
    <Form method="post" preventScrollReset className={className} onSubmit={(event) => void send(event)}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </Form>
  );
}

export type TitleFormProps = {
  /** Which form a refusal speaks of. */
  at: string;
  label: string;
  hideLabel?: boolean;
  value?: string;
  placeholder?: string;
  submit: string;
  fields: ChangeFields;
  variant?: "primary" | "secondary";
  onDone?: () => void;
};

/** One line of text and its button: adds or renames. After adding, the line is empty and keeps the focus. */
export function TitleForm({ at, label, hideLabel, value, placeholder, submit, fields, variant = "secondary", onDone }: TitleFormProps) {
  const id = useId();
  const { problem } = useCurriculumPage();
  const refused = problem?.problem?.at === at ? problem.problem : undefined;
  return (
    <ChangeForm
      fields={fields}
      className="space-y-1.5"
      onDone={(form) => {
        if (value === undefined) form.reset();
        onDone?.();
      }}
    >
      <label htmlFor={id} className={cn("block text-sm font-medium", hideLabel && "sr-only")}>
        {label}
      </label>
      <div className="flex flex-wrap gap-2.5">
        <input
          id={id}
          name="title"
          required
          maxLength={120}
          defaultValue={refused?.typed ?? value ?? ""}
          placeholder={placeholder}
          autoComplete="off"
          aria-invalid={refused ? true : undefined}
          aria-describedby={refused ? `${id}-error` : undefined}
          className={cn(controlStyles, "h-11 w-auto min-w-0 flex-1 basis-44 sm:h-10")}
        />
        <Button type="submit" variant={variant}>
          {submit}
        </Button>
      </div>
      <FieldErrors id={`${id}-error`} messages={refused ? [refused.message] : []} />
    </ChangeForm>
  );
}

/** When something opens: at once, days after enrolment, or on a date. */
export function DripFields({ drip, legend }: { drip: Pick<ShownLesson, "dripDays" | "dripAt">; legend: string }) {
  const id = useId();
  const hydrated = useHydrated();
  const [opens, setOpens] = useState(drip.dripAt !== null ? "date" : drip.dripDays !== null ? "days" : "now");
  const days = useRef<HTMLInputElement>(null);
  const date = useRef<HTMLInputElement>(null);
  const choose = (value: string, field?: React.RefObject<HTMLInputElement>) => {
    setOpens(value);
    // A choice that wants a value asks for it at once.
    if (field) requestAnimationFrame(() => field.current?.focus());
  };
  const radio = (value: string, field?: React.RefObject<HTMLInputElement>) => (
    <input
      type="radio"
      name="opens"
      value={value}
      id={`${id}-${value}`}
      defaultChecked={opens === value}
      onChange={() => setOpens(value)}
      onClick={(event) => event.detail > 0 && choose(value, field)}
      className="size-4.5 shrink-0 appearance-none rounded-full border border-line-strong bg-surface checked:border-[5.5px] checked:border-accent"
    />
  );
  const row = "flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1.5 text-sm";
  // Never switched off without JavaScript, where the radio beside it could not switch it on.
  const off = (value: string) => (hydrated ? opens !== value : false);
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      <div className={row}>
        {radio("now")}
        <label htmlFor={`${id}-now`}>At once</label>
      </div>
      <div className={row}>
        {radio("days", days)}
        <label htmlFor={`${id}-days`}>Days after enrolment</label>
        <input
          ref={days}
          name="days"
          type="number"
          inputMode="numeric"
          min={1}
          max={3650}
          required={!off("days") && hydrated}
          disabled={off("days")}
          defaultValue={drip.dripDays ?? ""}
          aria-label="How many days after enrolment"
          className={cn(controlStyles, "h-11 w-24 tabular-nums sm:h-9")}
        />
      </div>
      <div className={row}>
        {radio("date", date)}
        <label htmlFor={`${id}-date`}>On a date (UTC)</label>
        <input
          ref={date}
          name="date"
          type="datetime-local"
          required={!off("date") && hydrated}
          disabled={off("date")}
          defaultValue={drip.dripAt?.slice(0, 16) ?? ""}
          aria-label="Date and time in UTC"
          className={cn(controlStyles, "h-11 w-auto min-w-0 sm:h-9")}
        />
      </div>
    </fieldset>
  );
}
