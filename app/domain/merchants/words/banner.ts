/** What stands above every page of the studio. */
export const bannerWords = {
  none: { title: "Stripe is not connected", action: "Connect Stripe" },
  disconnected: { title: "Stripe is disconnected", action: "Reconnect Stripe" },
  cannotBeBought: ({ paidOffers }: { paidOffers: number }) =>
    `${paidOffers === 1 ? "Your published paid offer" : `Your ${paidOffers} published paid offers`} cannot be bought until an account is connected. What was bought before stays open to its buyers.`,
  named: ({ name, title }: { name: string; title: string }) => `${name}: ${title}`,
  instead: ({ from, to }: { from: string; to: string }) => `New one-time sales go to ${to} until ${from} can take payments again.`,
  backup: "It is a backup, so your sales go on as usual.",
  keyLacks: { title: ({ missing }: { missing: string }) => `Your Stripe key lacks ${missing}`, text: "Sales go on. Add it to the key at Stripe, then check the permissions again." },
  checkKey: "Check the key",
  seeNeeds: "See what Stripe needs",
  seeStanding: "See where it stands",
};
