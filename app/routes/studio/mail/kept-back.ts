/** Why a mail is not sent again: said instead of "on its way", which would not be true. */
export const KEPT_BACK = "Mail to this address is kept back until its reader corrects that in their library. Reach them in another way.";
