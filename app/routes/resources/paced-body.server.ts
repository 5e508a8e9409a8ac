import type { Readable } from "node:stream";

/** The part of Node's response that says whether its buffer is full. */
export interface Sink {
  readonly writableNeedDrain: boolean;
  once(event: "drain" | "close", listener: () => void): unknown;
  off(event: "drain" | "close", listener: () => void): unknown;
}

/** The Node response in Remix's load context, when the server put it there. */
export function sinkOf(context: unknown): Sink | null {
  const response = typeof context === "object" && context !== null && "response" in context ? context.response : null;
  return typeof response === "object" && response !== null && "writableNeedDrain" in response ? (response as Sink) : null;
}

/**
 * A file as the body of a Response. @remix-run/express writes chunks as fast as it can read them and never waits for the
 * client, so a slow reader of a large file would have all of it in our memory: here the next chunk is read only once the
 * response has taken the last one. A client that leaves closes the file.
 */
export function pacedBody(source: Readable, signal: AbortSignal, sink: Sink | null): ReadableStream<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const leave = () => {
    source.destroy();
  };
  if (signal.aborted) leave();
  signal.addEventListener("abort", leave, { once: true });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          if (sink?.writableNeedDrain && !signal.aborted) await roomIn(sink);
          const { value, done } = await chunks.next();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          // Nobody is listening any more: an end, not a fault.
          if (signal.aborted) controller.close();
          else throw error;
        }
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}

function roomIn(sink: Sink): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      sink.off("drain", go);
      sink.off("close", go);
      resolve();
    };
    sink.once("drain", go);
    sink.once("close", go);
  });
}
