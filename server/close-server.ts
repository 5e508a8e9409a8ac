import type { Server } from "node:http";

const LOOK_EVERY_MS = 200;

/**
 * Stop taking requests and let those under way end, for at most `patienceMs`: a video that somebody has paused would hold
 * the process, and with it the database, for as long as the tab is open. A browser's idle connections go at once.
 */
export function closeServer(server: Server, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
    const rest = setTimeout(() => server.closeAllConnections(), patienceMs);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(rest);
      resolve();
    });
    server.closeIdleConnections();
  });
}
