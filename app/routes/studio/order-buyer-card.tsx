import { Link } from "@remix-run/react";
import { Card } from "~/components/ui/card";

export interface OrderBuyer {
  name: string | null;
  email: string | null;
  business: string | null;
  address: string[];
  taxIds: string[];
  /** Their page as a customer, where there is one. */
  page: string | null;
}

/** Who bought, as they said at the checkout, and whether they have what they bought. */
export function OrderBuyerCard({ buyer, access, given }: { buyer: OrderBuyer; access: string | null; given: boolean }) {
  const invoice = [buyer.business, ...buyer.address, ...buyer.taxIds].filter((line): line is string => Boolean(line));
  return (
    <Card title={given ? "Given to" : "Buyer"}>
      <div className="text-sm wrap-anywhere">
        {buyer.name && (
          <p className="font-medium">
            {buyer.page ? (
              <Link to={buyer.page} className="link-quiet inline-block py-2 sm:py-0">
                {buyer.name}
              </Link>
            ) : (
              buyer.name
            )}
          </p>
        )}
        {buyer.email ? (
          <p>
            <a href={`mailto:${buyer.email}`} className="link-quiet inline-block py-2 sm:py-0">
              {buyer.email}
            </a>
          </p>
        ) : (
          <p className="text-ink-muted">{given ? "They have deleted their account." : "Not known: the checkout was not finished."}</p>
        )}
        {invoice.length > 0 && (
          <address className="mt-3 text-ink-muted not-italic">
            {invoice.map((line, index) => (
              <span key={index} className="block">
                {line}
              </span>
            ))}
          </address>
        )}
        {access && <p className="mt-3 text-ink-muted">{access}</p>}
      </div>
    </Card>
  );
}
