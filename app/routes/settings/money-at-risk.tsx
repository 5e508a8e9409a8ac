/** Inside an account's banner: what it stands to lose, weightiest first. Nothing when nothing is at stake. */
export function MoneyAtRisk({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return <p className="font-medium">{sentences.join(" ")}</p>;
}
