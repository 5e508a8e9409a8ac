import { useRouteLoaderData } from "@remix-run/react";
import type { Capability } from "~/domain/team/may";

/**
 * Whether the person at work may do something, for buttons and links on pages inside the studio's or the settings' frame. It only hides
 * what would be refused: the guard of the route behind it decides (auth/guards).
 */
export function useMay(): (capability: Capability) => boolean {
  const studio = useRouteLoaderData<{ capabilities: Capability[] }>("routes/studio/layout");
  const settings = useRouteLoaderData<{ capabilities: Capability[] } | { capabilities: null }>("routes/settings/layout");
  const capabilities = studio?.capabilities ?? settings?.capabilities ?? [];
  return (capability) => capabilities.includes(capability);
}
