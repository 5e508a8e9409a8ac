import type { Options } from "autocannon";
import { signedEvent } from "../test/setup/signed-event";

/** Every request a new event. Signing costs the same on both sides. */
export function signedEvents(url: string, connections: number): Options {
  return {
    url,
    method: "POST",
    connections,
    requests: [
      {
        setupRequest: (request) => {
          const { body, headers } = signedEvent();
          return { ...request, body, headers: { ...request.headers, ...headers } };
        },
      },
    ],
  };
}
