import { Headset, PenLine } from "lucide-react";
import { Checkbox } from "~/components/ui/checkbox";
import type { FieldMeta } from "~/components/ui/field";
import { RadioCards } from "~/components/ui/radio-cards";
import { ROLE_WORDS } from "~/domain/team/words";

/** What somebody does in the store. Sending money back is asked only of those who help customers, and counts for them alone. */
export function SeatFields({ fields, first }: { fields: Record<"role" | "mayRefund", FieldMeta>; first: "editor" | "support" | null }) {
  return (
    <div className="group space-y-5">
      <RadioCards
        legend="What they do"
        field={fields.role}
        columns={2}
        {...(first ? { defaultValue: first } : {})}
        options={[
          { value: "editor", label: "Editor", icon: <PenLine aria-hidden="true" />, description: ROLE_WORDS.editor.text },
          { value: "support", label: "Support", icon: <Headset aria-hidden="true" />, description: ROLE_WORDS.support.text },
        ]}
      />
      <div className="hidden group-has-[[value=support]:checked]:block">
        <Checkbox field={fields.mayRefund} label="May send money back" description="Refunds of orders and renewals, in full or in part, from your Stripe balance." />
      </div>
    </div>
  );
}
