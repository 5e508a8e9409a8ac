import { Check } from "lucide-react";
import { FieldErrors, type FieldMeta } from "~/components/ui/field";
import { ACCENTS } from "~/domain/stores/accents";

type AccentPickerProps = {
  field: FieldMeta;
  /** The store's colour now, #rrggbb. */
  accent: string;
  onAccent?: (accent: string) => void;
};

const OWN = "own";

/** Eight colours that work, or one's own. Native radios, so it works by keyboard and without JavaScript; see `takeAccent`. */
export function AccentPicker({ field, accent, onAccent }: AccentPickerProps) {
  const picked = ACCENTS.some(({ value }) => value === accent) ? accent : OWN;
  const ring = "grid size-11 place-items-center rounded-full has-checked:shadow-[0_0_0_2px_var(--surface),0_0_0_4px_var(--ink)] has-focus-visible:outline-2 has-focus-visible:outline-offset-6 has-focus-visible:outline-ink";
  return (
    <fieldset className="min-w-0 space-y-2" aria-describedby={field.errors?.length ? `${field.id}-error` : undefined}>
      <legend className="text-sm font-medium text-ink">Colour</legend>
      <p className="-mt-1.5 text-sm text-ink-faint">Buttons and links of your store wear it, in light and in dark.</p>
      <div className="flex flex-wrap items-center gap-3 pt-1.5">
        {ACCENTS.map(({ name, value }, index) => (
          <label key={value} title={name} className={ring} style={{ backgroundColor: value }}>
            <input
              type="radio"
              name="accentChoice"
              id={index === 0 ? field.id : undefined}
              value={value}
              defaultChecked={picked === value}
              onChange={() => onAccent?.(value)}
              className="peer sr-only"
            />
            <span className="sr-only">{name}</span>
            <Check aria-hidden="true" className="size-5 text-white opacity-0 peer-checked:opacity-100" />
          </label>
        ))}
        <span className="flex items-center gap-2.5">
          <label className="flex min-h-11 items-center gap-2 text-sm text-ink-muted">
            <input
              type="radio"
              name="accentChoice"
              value={OWN}
              defaultChecked={picked === OWN}
              onChange={(event) => onAccent?.(ownColour(event.currentTarget.form) ?? accent)}
              className="size-4.5 appearance-none rounded-full border border-line-strong bg-surface checked:border-[5.5px] checked:border-accent"
            />
            My own
          </label>
          <input
            type="color"
            name="accentOwn"
            aria-label="My own colour"
            defaultValue={accent}
            onChange={(event) => {
              const own = event.currentTarget.form?.querySelector<HTMLInputElement>(`input[name="accentChoice"][value="${OWN}"]`);
              if (own) own.checked = true;
              onAccent?.(event.currentTarget.value);
            }}
            className="h-11 w-14 cursor-pointer rounded-md border border-line-strong bg-surface p-1"
          />
        </span>
      </div>
      <FieldErrors id={`${field.id}-error`} messages={field.errors ?? []} />
    </fieldset>
  );
}

/** Put what was picked where the form's schema looks for it. */
export function takeAccent(form: FormData): FormData {
  const choice = form.get("accentChoice");
  const accent = choice === OWN ? form.get("accentOwn") : choice;
  if (typeof accent === "string") form.set("accentColor", accent);
  return form;
}

function ownColour(form: HTMLFormElement | null): string | null {
  return form?.querySelector<HTMLInputElement>('input[name="accentOwn"]')?.value ?? null;
}
