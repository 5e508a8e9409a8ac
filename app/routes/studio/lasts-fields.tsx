import { useInputControl } from "@conform-to/react";
import { Field, type FieldMeta } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { RadioCards } from "~/components/ui/radio-cards";
import { useHydrated } from "~/components/ui/use-hydrated";

export type LastsFieldsProps = {
  /** The choice, `forever` or `days`, and the number that goes with the second. */
  lasts: FieldMeta & { formId: string; initialValue?: string | undefined };
  days: FieldMeta;
  legend: string;
  /** What each choice means here. */
  forever: string;
  forDays: string;
  daysLabel: string;
  daysHint?: string | undefined;
};

/** How long something is open: for good, or for a number of days. */
export function LastsFields({ lasts, days, legend, forever, forDays, daysLabel, daysHint }: LastsFieldsProps) {
  const choice = useInputControl(lasts);
  // Before the script has loaded nobody can open the field, so it stands there.
  const asksDays = !useHydrated() || choice.value === "days";
  return (
    <>
      <RadioCards
        legend={legend}
        field={lasts}
        columns={2}
        onValueChange={choice.change}
        options={[
          { value: "forever", label: "For good", description: forever },
          { value: "days", label: "For a number of days", description: forDays },
        ]}
      />
      {asksDays && (
        <Field label={daysLabel} field={days} description={daysHint}>
          <Input inputMode="numeric" autoComplete="off" className="max-w-40 tabular-nums" />
        </Field>
      )}
    </>
  );
}
