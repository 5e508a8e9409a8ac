import { AlertDialog } from "radix-ui";
import { useState, type ReactNode } from "react";
import { Button, type ButtonProps } from "./button";
import { overlayStyles, sheetStyles } from "./dialog";
import { useFormPending } from "./use-form-pending";
import { usePortalContainer } from "./use-portal-container";

export type ConfirmButtonProps = Omit<ButtonProps, "asChild" | "type" | "onClick" | "title"> & {
  /** The question, as one: "Disconnect Stripe?" */
  title: ReactNode;
  /** What will happen and what will not. */
  description: ReactNode;
  /** The verb on the confirming button. */
  confirmLabel: ReactNode;
  cancelLabel?: ReactNode;
};

/**
 * A submit button that asks first. It stands inside its form; on yes the form is submitted with this button's name and
 * value. Without JavaScript it submits at once, so the action must be one that can be undone, or ask by itself.
 */
export function ConfirmButton({
  title,
  description,
  confirmLabel,
  cancelLabel = "Keep it as it is",
  pending,
  pendingLabel = "Working…",
  variant = "secondary",
  ...rest
}: ConfirmButtonProps) {
  const [open, setOpen] = useState(false);
  const form = useFormPending();
  function confirm() {
    setOpen(false);
    const button = form.element.current;
    button?.form?.requestSubmit(button);
  }
  const container = usePortalContainer();
  return (
    <AlertDialog.Root open={open} onOpenChange={setOpen}>
      <Button
        {...rest}
        ref={form.ref}
        type="submit"
        variant={variant}
        pending={pending ?? form.pending}
        pendingLabel={pendingLabel}
        onClick={(event) => {
          event.preventDefault();
          setOpen(true);
        }}
      />
      <AlertDialog.Portal container={container}>
        <AlertDialog.Overlay className={overlayStyles} />
        <AlertDialog.Content className={sheetStyles}>
          <AlertDialog.Title className="font-display text-xl font-medium tracking-[-0.01em]">{title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="mt-2 space-y-2 text-sm text-ink-muted">{description}</div>
          </AlertDialog.Description>
          <div className="mt-6 flex flex-col-reverse gap-2.5 sm:flex-row sm:justify-end">
            <AlertDialog.Cancel asChild>
              <Button variant="secondary">{cancelLabel}</Button>
            </AlertDialog.Cancel>
            <Button variant="danger" onClick={confirm}>
              {confirmLabel}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
