import { useFetcher } from "@remix-run/react";
import { ALargeSmall } from "lucide-react";
import type { FormEvent, ReactNode } from "react";
import { ThemeToggle } from "~/components/layout/theme-toggle";
import { Button, buttonStyles } from "~/components/ui/button";
import { Menu, MenuSeparator } from "~/components/ui/menu";
import { Switch } from "~/components/ui/switch";
import { useHydrated } from "~/components/ui/use-hydrated";
import { cn } from "~/lib/cn";
import { FACES, readingFromForm, SIZES, WIDTHS, type Reading } from "./reading";

/** The fetcher key the lesson page watches, to change the text before the server has answered. */
export const READING_FETCHER = "reading";

/** The settings in force: those just chosen, else those the server sent. */
export function useReading(saved: Reading): Reading {
  const chosen = useFetcher({ key: READING_FETCHER }).formData;
  return chosen ? readingFromForm(chosen) : saved;
}

/** Size, width and face of the text, colours, and how the player behaves. A form with a button; with JavaScript every change counts at once. */
export function ReadingSettings({ reading, action, onShowShortcuts }: { reading: Reading; action: string; onShowShortcuts: () => void }) {
  const fetcher = useFetcher({ key: READING_FETCHER });
  const hydrated = useHydrated();
  const apply = (event: FormEvent<HTMLFormElement>) => {
    const form = new FormData(event.currentTarget);
    // The page stays where it is; without JavaScript the server sends it anew.
    form.set("inPlace", "yes");
    fetcher.submit(form, { method: "post", action });
  };
  return (
    <Menu
      label="Reading settings"
      summary={<ALargeSmall aria-hidden="true" className="size-5" />}
      summaryClassName={buttonStyles({ variant: "ghost", size: "icon" })}
      className="[&>div]:w-72 max-sm:static max-sm:[&>div]:inset-x-3 max-sm:[&>div]:w-auto"
    >
      <fetcher.Form method="post" action={action} onChange={apply} className="space-y-4 p-2.5">
        <input type="hidden" name="intent" value="reading" />
        <Choice legend="Text size" name="size" options={SIZES} value={reading.size} render={(label, index) => <Sample label={label} index={index} />} />
        <Choice legend="Line length" name="width" options={WIDTHS} value={reading.width} className="max-sm:hidden" />
        <Choice legend="Typeface" name="face" options={FACES} value={reading.face} render={(label) => <span className={label === "Book" ? "font-display" : ""}>{label}</span>} />
        <div>
          <Switch name="autoNext" label="Go on by itself" description="When a video ends, the next lesson starts." defaultChecked={reading.autoNext} />
          <Switch name="shortcuts" label="Keyboard shortcuts" description="Single keys, at rest while you write." defaultChecked={reading.shortcuts} />
        </div>
        {!hydrated && (
          <Button type="submit" size="sm" variant="secondary" block>
            Use these settings
          </Button>
        )}
      </fetcher.Form>
      {hydrated && (
        <Button variant="link" size="sm" className="mx-2.5 mb-1 max-sm:hidden" onClick={onShowShortcuts}>
          See all shortcuts
        </Button>
      )}
      <MenuSeparator />
      <div className="flex items-center justify-between gap-4 px-2.5 py-1.5 text-sm font-medium">
        Colours
        <ThemeToggle />
      </div>
    </Menu>
  );
}

function Sample({ label, index }: { label: string; index: number }) {
  return (
    <>
      <span aria-hidden="true" className="font-display" style={{ fontSize: `${0.85 + index * 0.17}rem` }}>
        A
      </span>
      <span className="sr-only">{label}</span>
    </>
  );
}

type ChoiceProps = {
  legend: string;
  name: string;
  options: ReadonlyArray<{ value: string; label: string }>;
  value: string;
  render?: (label: string, index: number) => ReactNode;
  className?: string;
};

/** A row of radios that look like one control. */
function Choice({ legend, name, options, value, render, className }: ChoiceProps) {
  return (
    <fieldset className={className}>
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      <div className="grid auto-cols-fr grid-flow-col rounded-md border border-line p-0.5">
        {options.map((option, index) => (
          <label
            key={option.value}
            className={cn(
              "grid min-h-10 place-items-center rounded-sm text-sm text-ink-muted transition-colors duration-150 hover:text-ink sm:min-h-8.5",
              "has-checked:bg-sunken has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-ink",
            )}
          >
            <input type="radio" name={name} value={option.value} defaultChecked={option.value === value} className="sr-only" />
            {render ? render(option.label, index) : option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
