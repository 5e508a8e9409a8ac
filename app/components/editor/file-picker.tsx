import { useState } from "react";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { FileDrop } from "~/components/ui/file-drop";
import { useHydrated } from "~/components/ui/use-hydrated";

export type FilePickerProps = {
  /** The route that takes the form where there is no JavaScript. */
  action: string;
  label: string;
  /** What fits. */
  hint: string;
  /** Without JavaScript less may fit. */
  plainHint?: string | undefined;
  accept?: string | undefined;
  multiple?: boolean | undefined;
  onFiles: (files: File[]) => void;
};

/**
 * Where files are chosen that go at once; without JavaScript a plain form with a button. It is one input before and after the
 * page's scripts have run, so a file chosen meanwhile goes as well.
 */
export function FilePicker({ action, label, hint, plainHint = hint, accept, multiple, onFiles }: FilePickerProps) {
  const hydrated = useHydrated();
  // A fresh input after each choice, so that the same file can be chosen again.
  const [round, setRound] = useState(0);
  const take = (files: File[]) => {
    if (files.length === 0) return;
    onFiles(files);
    setRound((now) => now + 1);
  };
  return (
    <form method="post" action={action} encType="multipart/form-data" className="space-y-3">
      <Field label={label} field={{ name: "file" }}>
        <FileDrop key={round} accept={accept} multiple={multiple} hint={hydrated ? hint : plainHint} {...(hydrated ? { onFiles: take } : {})} />
      </Field>
      {!hydrated && (
        <Button type="submit" variant="secondary">
          Upload
        </Button>
      )}
    </form>
  );
}
