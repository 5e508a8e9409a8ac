import { Form } from "@remix-run/react";
import { useState } from "react";
import { Field } from "~/components/ui/field";
import { FileDrop } from "~/components/ui/file-drop";
import { SubmitButton } from "~/components/ui/submit-button";
import { useHydrated } from "~/components/ui/use-hydrated";

/** Files one by one, or a folder with folders inside where the browser can. */
export function ImportFiles() {
  const hydrated = useHydrated();
  const [chosen, setChosen] = useState(0);
  return (
    <Form method="post" encType="multipart/form-data" className="space-y-5">
      <Field label="Files" field={{ name: "files" }}>
        <FileDrop multiple accept=".md,.markdown,.mdown,text/markdown" hint="Markdown, up to 1 MB each" />
      </Field>
      {hydrated && (
        <div className="space-y-1.5">
          <label htmlFor="folder" className="block text-sm font-medium">
            Or a folder, with a folder for each module
          </label>
          <input
            id="folder"
            type="file"
            name="files"
            // React knows no such attribute; it is set where the element is made.
            ref={(input) => input?.setAttribute("webkitdirectory", "")}
            onChange={(event) => setChosen(event.currentTarget.files?.length ?? 0)}
            className="block w-full min-w-0 text-sm text-ink-muted file:mr-3 file:min-h-11 file:rounded-md file:border file:border-solid file:border-edge file:bg-surface file:px-4 file:text-sm file:font-medium file:text-ink sm:file:min-h-10"
          />
          <p role="status" className="text-xs text-ink-faint">
            {chosen > 0 ? `${chosen.toLocaleString("en")} ${chosen === 1 ? "file" : "files"} in this folder.` : ""}
          </p>
        </div>
      )}
      <SubmitButton pendingLabel="Reading…">Read the files</SubmitButton>
    </Form>
  );
}
