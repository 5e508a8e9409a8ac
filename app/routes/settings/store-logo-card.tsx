import { useFetcher } from "@remix-run/react";
import { Avatar } from "~/components/ui/avatar";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { FileDrop } from "~/components/ui/file-drop";
import { SubmitButton } from "~/components/ui/submit-button";
import type { action } from "./store-logo";

const ACTION = "/settings/store/logo";

/** The store's sign. A form of its own, since a file is sent at once. */
export function StoreLogo({ logoUrl }: { logoUrl: string | null }) {
  const upload = useFetcher<typeof action>();
  const removal = useFetcher<typeof action>();
  return (
    <Card title="Logo" description="Square works best. Without one, the first letter of the name stands in.">
      <div className="flex flex-col gap-5 sm:flex-row sm:items-start">
        <Avatar name="" src={logoUrl} size="lg" square className={logoUrl ? "" : "hidden"} />
        <div className="min-w-0 flex-1 space-y-4">
          <upload.Form method="post" action={ACTION} encType="multipart/form-data" className="space-y-4">
            <Field label={logoUrl ? "A new logo" : "Logo"} hideLabel field={{ name: "logo", required: true, errors: upload.data?.error ? [upload.data.error] : [] }}>
              <FileDrop accept="image/jpeg,image/png,image/webp" hint="JPEG, PNG or WebP, up to 2 MB" />
            </Field>
            <SubmitButton variant="secondary" pending={upload.state !== "idle"} pendingLabel="Uploading…">
              Upload
            </SubmitButton>
          </upload.Form>
        </div>
        {logoUrl && (
          <removal.Form method="post" action={ACTION}>
            <SubmitButton variant="ghost" name="intent" value="remove" pending={removal.state !== "idle"} pendingLabel="Removing…">
              Remove
            </SubmitButton>
          </removal.Form>
        )}
      </div>
    </Card>
  );
}
