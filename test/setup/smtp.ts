import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll } from "vitest";

/** A mail server on this machine: speaks TLS with a certificate of its own, takes one user, keeps what it is given. */
export function useSmtp() {
  const taken: { from: string; to: string[]; source: string }[] = [];
  const behaviour: { refuseRecipient: number | null; refuseMessage: number | null; dropAfterData: boolean; silentAt: "sign-in" | "end" | null } = { refuseRecipient: null, refuseMessage: null, dropAfterData: false, silentAt: null };
  let port = 0;
  const server = new SMTPServer({
    secure: true,
    authOptional: false,
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, done) => (behaviour.silentAt === "sign-in" ? undefined : username === "ada" && password === "right" ? done(null, { user: "ada" }) : done(Object.assign(new Error("Invalid username or password"), { responseCode: 535 }))),
    onRcptTo: (_address, _session, done) => (behaviour.refuseRecipient ? done(Object.assign(new Error("No such user here"), { responseCode: behaviour.refuseRecipient })) : done()),
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", () => {
        if (behaviour.refuseMessage) return done(Object.assign(new Error("Looks like spam"), { responseCode: behaviour.refuseMessage }));
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({ from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address), source: Buffer.concat(pieces).toString() });
        // Taken, and the answer never comes.
        if (behaviour.silentAt === "end") return;
        // Taken, and the answer is lost.
        if (behaviour.dropAfterData) return server.connections.forEach((connection) => connection.close());
        done();
      });
    },
  });
  server.on("error", () => undefined);
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.server.address();
    port = typeof address === "object" && address ? address.port : 0;
  });
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return {
    taken,
    behaviour,
    get port() {
      return port;
    },
    reset() {
      taken.length = 0;
      Object.assign(behaviour, { refuseRecipient: null, refuseMessage: null, dropAfterData: false, silentAt: null });
    },
  };
}
