/** The one API version the sandbox speaks: the one the stripe package is pinned to. */
export const API_VERSION = "2026-10-28.endive";

/** Our own account, the one the secret key belongs to. Connected accounts come and go; this one is always there. */
export const PLATFORM_ACCOUNT = "acct_sandboxPlatform";
