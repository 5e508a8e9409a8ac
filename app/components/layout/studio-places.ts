import { CalendarSync, House, Landmark, ReceiptText, Settings, SquareLibrary, Users, type LucideIcon } from "lucide-react";
import type { Capability } from "~/domain/team/may";

/** A room of the studio, as its navigation shows it. */
export interface StudioPlace {
  to: string;
  label: string;
  /** What is there, for the sheet that has room for it. */
  hint: string;
  Icon: LucideIcon;
  /** Other addresses that belong to it. */
  within: readonly string[];
}

const PLACES: readonly (StudioPlace & { needs: Capability })[] = [
  { to: "/studio", label: "Home", hint: "What the store did lately", Icon: House, within: ["/studio/figures"], needs: "studio.see" },
  { to: "/studio/offers", label: "Offers", hint: "What the store sells", Icon: SquareLibrary, within: ["/studio/offers/"], needs: "offers.read" },
  { to: "/studio/orders", label: "Orders", hint: "Who bought what", Icon: ReceiptText, within: ["/studio/orders/"], needs: "orders.read" },
  { to: "/studio/customers", label: "Customers", hint: "Everybody who has something here", Icon: Users, within: ["/studio/customers/"], needs: "customers.read" },
  { to: "/studio/payments", label: "Payments", hint: "Balance and payouts", Icon: Landmark, within: ["/studio/payments/"], needs: "payments.read" },
  { to: "/studio/events", label: "Events", hint: "What Stripe told, and what came of it", Icon: CalendarSync, within: ["/studio/events/"], needs: "events.read" },
];

/** The rooms somebody may enter; settings are everybody's, beginning where they may change something. */
export function placesFor(capabilities: readonly Capability[]): StudioPlace[] {
  const store = capabilities.includes("store.manage");
  const settings: StudioPlace = {
    to: store ? "/settings/store" : "/settings/account",
    label: "Settings",
    hint: store ? "Store, Stripe, mail, team, account" : "Your account",
    Icon: Settings,
    within: ["/settings/"],
  };
  return [...PLACES.filter((place) => capabilities.includes(place.needs)), settings];
}

/** Whether a path is in this room. */
export function isIn(place: StudioPlace, pathname: string): boolean {
  return pathname === place.to || place.within.some((start) => pathname.startsWith(start));
}
