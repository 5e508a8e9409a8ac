/** A stored event as a handler sees it. The object in it is a hint: what is true now is asked of Stripe again. */
export interface StoredEvent {
  id: string;
  type: string;
  /** The connected account it is about; null for the platform's own events. */
  stripeAccountId: string | null;
  livemode: boolean;
  /** `data.object`, not to be trusted to be the newest. */
  object: Record<string, unknown>;
}

/** What became of an event, with a word for the person who looks it up. */
export type Outcome = { status: "processed"; note?: string } | { status: "ignored"; note: string };

export interface EventHandler {
  types: readonly string[];
  handle(event: StoredEvent): Promise<Outcome>;
}

/** The account does not let us ask until its connection is mended: the event waits for that. */
export class OnHold extends Error {
  override name = "OnHold";
}

/** The event cannot be applied yet (Stripe does not answer, our own row is not there): it will be tried again. */
export class RetryLater extends Error {
  override name = "RetryLater";
  /** @param atLast why it is nothing of ours if no try ever found what it is about; left out: after the last try it is given up, for a person to look at */
  constructor(
    message: string,
    readonly atLast?: string,
  ) {
    super(message);
  }
}
