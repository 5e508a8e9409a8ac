import type { BadgeTone } from "~/components/ui/badge";

export interface LicenseState {
  label: string;
  tone: BadgeTone;
}

/** A key's standing in a word. */
export function licenseState({ open, disabled }: { open: boolean; disabled: boolean }): LicenseState {
  if (disabled) return { label: "Switched off", tone: "danger" };
  return open ? { label: "Good", tone: "success" } : { label: "Access ended", tone: "neutral" };
}
