import type { PageRoute } from '../sandbox';
import { assets } from './assets';
import { embeddedPages } from './checkout/embedded';
import { hostedPages } from './checkout/hosted';
import { oauthPages } from './oauth/authorize';

/** The human pages: consent, checkout, onboarding, dashboard, control and mailbox. Fixed paths stand before those with names in them. */
export const pages: PageRoute[] = [...assets, ...oauthPages, ...embeddedPages, ...hostedPages];
