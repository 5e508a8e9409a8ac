import type { PageRoute } from "../sandbox";
import { assets } from "./assets";
import { embeddedPages } from "./checkout/embedded";
import { hostedPages } from "./checkout/hosted";
import { controlPages } from "./control/control";
import { dashboardPages } from "./dashboard/dashboard";
import { homePages } from "./home";
import { mailboxPages } from "./mailbox/mailbox";
import { oauthPages } from "./oauth/authorize";
import { onboardingPages } from "./onboarding";
import { invoicePages } from "./invoice";
import { paperPages } from "./papers";
import { portalPages } from "./portal";

/** The human pages: consent, checkout, onboarding, dashboard, control and mailbox. Fixed paths stand before those with names in them. */
export const pages: PageRoute[] = [
  ...homePages,
  ...assets,
  ...oauthPages,
  ...embeddedPages,
  ...hostedPages,
  ...onboardingPages,
  ...dashboardPages,
  ...controlPages,
  ...mailboxPages,
  ...paperPages,
  ...invoicePages,
  ...portalPages,
];
