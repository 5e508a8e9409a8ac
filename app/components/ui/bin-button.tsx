import { Trash2 } from "lucide-react";
import { ConfirmButton, type ConfirmButtonProps } from "./confirm-button";

export type BinButtonProps = Omit<ConfirmButtonProps, "variant" | "size" | "className" | "pendingLabel" | "children"> & {
  /** What it does to which row, for who does not see the bin: "Remove notes.pdf". */
  label: string;
};

/** The bin at the end of a row, inside the form that removes it. Asks first. */
export function BinButton({ label, ...rest }: BinButtonProps) {
  return (
    <ConfirmButton {...rest} variant="ghost" size="icon" className="text-ink-faint" pendingLabel="">
      <Trash2 aria-hidden="true" />
      <span className="sr-only">{label}</span>
    </ConfirmButton>
  );
}
