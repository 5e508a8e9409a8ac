import type { PageRoute } from '../sandbox';

/** The human pages: consent, checkout, onboarding, control and mailbox. */
export const pages: PageRoute[] = [];
