import { Form, Link } from "@remix-run/react";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { Switch } from "~/components/ui/switch";
import type { HandingOut } from "~/domain/downloads/options.server";
import type { FilesAnswer } from "./files-edit.server";

type FilesOptionsProps = { offerId: string; options: HandingOut; refused: FilesAnswer["options"] };

/** How the files are handed out: how often, with whose address on them, with which key. */
export function FilesOptions({ offerId, options, refused }: FilesOptionsProps) {
  const { limitPerFile, stampPdf, licenseKeys, licenseActivations } = options;
  const shown = refused?.typed ?? { limit: String(limitPerFile ?? ""), activations: String(licenseActivations ?? ""), stamp: stampPdf, keys: licenseKeys };
  return (
    <Form method="post" preventScrollReset key={JSON.stringify(shown)}>
      <Card
        headingLevel={3}
        title="Options"
        footer={
          <SubmitButton name="intent" value="options" variant="secondary" pendingLabel="Saving…">
            Save options
          </SubmitButton>
        }
      >
        <div className="space-y-6">
          <Field
            label="Downloads of each file per order"
            optional
            description="Empty: as often as one likes. A new version counts from the beginning, and you can allow a single order more on its page."
            field={{ name: "limit" }}
            error={refused?.problems.limit}
          >
            <Input inputMode="numeric" defaultValue={shown.limit} className="max-w-32" />
          </Field>
          <Switch name="stamp" defaultChecked={shown.stamp} label="Print the buyer’s address on PDFs" description="A small grey line at the foot of each page: name, address and order number. PDFs up to 50 MB; what cannot be stamped says so beside the file." />
          <div className="space-y-4 border-t border-line pt-5">
            <Switch name="keys" defaultChecked={shown.keys} label="Licence keys" description="Each order gets a key of its own. Your software asks Lectern whether it is good; it stops with a refund or when access ends." />
            <Field label="Places a key may be active in" optional description="Empty: any number." field={{ name: "activations" }} error={refused?.problems.activations}>
              <Input inputMode="numeric" defaultValue={shown.activations} className="max-w-32" />
            </Field>
            {licenseKeys && (
              <p className="text-sm">
                <Link to={`/studio/offers/${offerId}/licenses`} className="link-quiet inline-block py-2 sm:py-0">
                  See the licence keys
                </Link>
              </p>
            )}
          </div>
        </div>
      </Card>
    </Form>
  );
}
