/** Every way a trip to Stripe's consent page can end without a connection. */
export type ConnectFailure =
  | "denied" | "expired_state" | "replayed_state" | "already_done" | "under_way" | "foreign_state" | "unknown_state" | "no_code"
  | "code_expired" | "code_used" | "code_unknown" | "wrong_mode" | "other_platform" | "taken" | "livemode_mismatch" | "unreachable" | "misconfigured";

export interface ConnectMessage {
  title: string;
  /** What happened and what to do now. */
  text: string;
  tone: "calm" | "urgent" | "final";
  /** Whether the way on is to begin again. */
  again: boolean;
}

/** What the creator reads, for each. */
export const CONNECT_MESSAGES = {
  denied: {
    title: "Stripe was not connected", tone: "calm", again: true,
    text: "You chose not to connect, or Stripe would not let you pick the account. If Stripe said that your account is connected to another platform, choose “Create a new account” on its page: it can use the same email address.",
  },
  expired_state: { title: "That took longer than an hour", tone: "calm", again: true, text: "For your safety a trip to Stripe ends after an hour. Nothing was connected. Begin again; what you entered at Stripe is still there." },
  replayed_state: { title: "This return from Stripe was used before", tone: "calm", again: true, text: "It works only once, and the first time did not end in a connection. Begin again from here." },
  already_done: { title: "This connection was made already", tone: "calm", again: false, text: "You came back to an old page. Everything is in place; there is nothing to do." },
  under_way: { title: "Stripe is being connected", tone: "calm", again: false, text: "Your browser sent the same answer twice and the first one is still being worked on. Load this page again in a few seconds; if no account has appeared by then, connect again." },
  foreign_state: {
    title: "That answer belongs to another sign-in", tone: "urgent", again: true,
    text: "It was begun by somebody else, for another store, or before you signed in anew, so it was not used. Begin again from here, in this browser.",
  },
  unknown_state: { title: "We did not ask Stripe for this", tone: "urgent", again: true, text: "The answer does not belong to any connection begun here, so it was not used. Begin with the button below, not with a link somebody sent you." },
  no_code: { title: "Stripe's answer was incomplete", tone: "calm", again: true, text: "Nothing was connected. Begin again; if it happens twice, tell whoever runs this site." },
  code_expired: { title: "Stripe's answer had expired", tone: "calm", again: true, text: "It is good for five minutes only, and it reached us later. Nothing was connected. Begin again and come straight back." },
  code_used: { title: "Stripe's answer had been used before", tone: "urgent", again: true, text: "When that happens Stripe cancels the connection it had made. Begin again to make a new one." },
  code_unknown: { title: "Stripe did not recognise its own answer", tone: "calm", again: true, text: "The address was probably cut off or changed on the way. Nothing was connected. Begin again from here." },
  wrong_mode: {
    title: "Test mode and live mode were mixed", tone: "urgent", again: true,
    text: "This site and the account you agreed with are in different modes of Stripe (one test, one live). Begin again and switch Stripe's page to the mode of this site, which stands beside the button.",
  },
  other_platform: { title: "This site's Stripe keys do not fit together", tone: "urgent", again: false, text: "Stripe says that the answer belongs to another platform. Only the people who run this site can mend that; they must check the client id and the secret key." },
  taken: {
    title: "That account sells for another store here", tone: "urgent", again: true,
    text: "One Stripe account can be connected to one store at a time. Disconnect it in the other store first, or begin again and pick or create another account.",
  },
  livemode_mismatch: { title: "The account came back in the other mode", tone: "urgent", again: true, text: "Stripe connected it in a mode this site does not use, so it was not kept. Begin again in the mode that stands beside the button." },
  unreachable: {
    title: "Stripe did not answer", tone: "urgent", again: true,
    text: "We cannot tell whether the connection was made, but nothing is lost. Begin again in a minute and pick the same account: connecting it twice does no harm.",
  },
  misconfigured: { title: "This site cannot connect to Stripe at the moment", tone: "urgent", again: false, text: "Stripe does not accept this site's own keys. Only the people who run this site can mend that; nothing on your side is wrong." },
} as const satisfies Record<ConnectFailure, ConnectMessage>;

/** The message for a name from an address, or null if there is none of that name. */
export function connectMessage(name: string | null): (ConnectMessage & { name: ConnectFailure }) | null {
  if (name === null || !Object.hasOwn(CONNECT_MESSAGES, name)) return null;
  return { name: name as ConnectFailure, ...CONNECT_MESSAGES[name as ConnectFailure] };
}
