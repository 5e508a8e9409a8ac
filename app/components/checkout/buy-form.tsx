import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { SubmitButton } from "~/components/ui/submit-button";
import type { ButtonProps } from "~/components/ui/button";

export type BuyFormProps = {
  offerId: string;
  /** The price shown beside the button: if it is not the price any more, the buyer is told instead of charged. */
  priceId: string;
  /** Minor units the page says are to be paid, where that is not the price: it must still be so. */
  seenAmount?: string | undefined;
  /** The buyer has it for some days and adds to them: when those end, as shown (ISO 8601). */
  addAfter?: string | undefined;
  uiMode?: "embedded_page" | "hosted_page";
  size?: ButtonProps["size"];
  variant?: ButtonProps["variant"];
  className?: string;
  children: ReactNode;
};

/** The way to the till. A plain form: it works before, and without, JavaScript. */
export function BuyForm({ offerId, priceId, seenAmount, addAfter, uiMode = "embedded_page", size = "lg", variant = "primary", className, children }: BuyFormProps) {
  return (
    <Form method="post" action="/checkout/start" className={className}>
      <input type="hidden" name="offerId" value={offerId} />
      <input type="hidden" name="priceId" value={priceId} />
      {seenAmount !== undefined && <input type="hidden" name="seenAmount" value={seenAmount} />}
      {addAfter !== undefined && <input type="hidden" name="addAfter" value={addAfter} />}
      <input type="hidden" name="uiMode" value={uiMode} />
      <SubmitButton size={size} variant={variant} block pendingLabel="One moment…">
        {children}
      </SubmitButton>
    </Form>
  );
}
