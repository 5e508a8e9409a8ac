import { Card } from "~/components/ui/card";
import { KeyValue } from "~/components/ui/key-value";
import { daysText } from "~/domain/catalog/access-days";

type OfferFactsProps = { words: { title: string; subtitle: string; highlights: string }; priceText: string | null; accessDays: number | null; url: string | null };

/** What an offer is, for members of the team who help its buyers and do not change it. */
export function OfferFacts({ words, priceText, accessDays, url }: OfferFactsProps) {
  return (
    <Card title="What buyers see" className="max-w-3xl">
      <KeyValue
        items={[
          { label: "Title", value: <span className="wrap-anywhere">{words.title}</span> },
          ...(words.subtitle ? [{ label: "In one line", value: <span className="wrap-anywhere">{words.subtitle}</span> }] : []),
          { label: "Price", value: priceText ?? "No price yet" },
          { label: "Open", value: accessDays === null ? "For good" : `For ${daysText(accessDays)}` },
          ...(url ? [{ label: "Address", value: <span className="break-all">{url}</span> }] : []),
        ]}
      />
    </Card>
  );
}
