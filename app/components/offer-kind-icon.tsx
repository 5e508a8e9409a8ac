import { BookOpen, FileDown, Layers, Users, type LucideIcon } from "lucide-react";
import type { OfferKind } from "~/generated/prisma/enums";

const ICONS: Record<OfferKind, LucideIcon> = { course: BookOpen, download: FileDown, bundle: Layers, membership: Users };

/** The picture of a kind of offer; its word always stands beside it. */
export function OfferKindIcon({ kind, className }: { kind: OfferKind; className?: string }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden="true" className={className} />;
}
