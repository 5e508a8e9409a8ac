import { Button, type ButtonProps } from "./button";
import { useFormPending } from "./use-form-pending";

type SubmitButtonProps = Omit<ButtonProps, "asChild" | "type"> & {
  /** With a fetcher form pass `fetcher.state !== "idle"`; without, the page's navigation is watched. */
  pending?: boolean;
};

/** The button that sends its form; says so while it does. Give it name="intent" value="…" when a form can do several things. */
export function SubmitButton({ pending, pendingLabel = "Saving…", ...rest }: SubmitButtonProps) {
  const form = useFormPending();
  const busy = pending ?? form.pending;
  return (
    <>
      <span role="status" className="sr-only">
        {busy ? pendingLabel : ""}
      </span>
      <Button {...rest} ref={form.ref} type="submit" pending={busy} pendingLabel={pendingLabel} />
    </>
  );
}
