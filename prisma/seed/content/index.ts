import { buyers, student } from "./buyers";
import { fernAndKiln } from "./fern-and-kiln/index";
import { northlight } from "./northlight/index";
import { paperHarbor } from "./paper-harbor/index";
import type { DemoStore } from "./types";

export type * from "./types";
export { buyers, student };

/** The demo's stores: one where all is well, one not connected to Stripe, one Stripe wants something from. */
export const stores: DemoStore[] = [fernAndKiln, paperHarbor, northlight];
