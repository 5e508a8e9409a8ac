import { afterAll, vi } from "vitest";

// The worker goes on with the next file (isolate: false): packages stay loaded, our own modules begin anew, without memory.
afterAll(() => {
  vi.resetModules();
});
