import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { SandboxOptions } from "./engine/engine";
import { sandboxKeys } from "./keys";
import { createSandbox, type Sandbox } from "./sandbox";

export interface SandboxServerOptions extends Partial<Omit<SandboxOptions, "publicBase">> {
  /** 0 takes a free one. */
  port?: number;
  /** Default 127.0.0.1: nobody else's machine has business here. */
  host?: string;
  /** Where browsers reach it, when that is not host and port. */
  publicBase?: string;
}

export interface SandboxServer {
  /** `http://127.0.0.1:4010`; Stripe's API is at `/v1`, Resend's at `/resend`. */
  readonly url: string;
  readonly sandbox: Sandbox;
  close(): Promise<void>;
}

const MAX_BODY = 5 * 1024 * 1024;

/** Starts the sandbox over HTTP, for the demo and the browser tests. @throws {Error} when the port is taken */
export async function startSandboxServer(options: SandboxServerOptions = {}): Promise<SandboxServer> {
  const { port = 0, host = "127.0.0.1", publicBase, keys = sandboxKeys, ...rest } = options;
  let sandbox: Sandbox | undefined;
  const server = createServer((incoming, outgoing) => {
    if (sandbox) void serve(sandbox, incoming, outgoing);
  });
  // The port is only known now, and the sandbox builds URLs with it.
  await listen(server, port, host);
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
  try {
    sandbox = createSandbox({ ...rest, keys, publicBase: publicBase ?? url });
  } catch (error) {
    server.close();
    throw error;
  }
  const running = sandbox;
  return {
    url,
    sandbox: running,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await running.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function serve(sandbox: Sandbox, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.once("close", () => gone.abort());
  try {
    const body = await readBody(incoming);
    if (body === null) {
      outgoing.writeHead(413).end();
      return;
    }
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headers)) for (const one of [value ?? []].flat()) headers.append(name, one);
    const method = incoming.method ?? "GET";
    const request = new Request(new URL(incoming.url ?? "/", `http://${incoming.headers.host ?? "localhost"}`), {
      method,
      headers,
      signal: gone.signal,
      ...(method === "GET" || method === "HEAD" ? {} : { body: new Uint8Array(body) }),
    });
    const response = await sandbox.handle(request);
    if (response.type === "error") {
      // How a Response says "the connection broke".
      incoming.socket.destroy();
      return;
    }
    const fields: Record<string, string | string[]> = Object.fromEntries(response.headers);
    const cookies = response.headers.getSetCookie();
    if (cookies.length > 0) fields["set-cookie"] = cookies;
    outgoing.writeHead(response.status, fields);
    outgoing.end(method === "HEAD" ? undefined : Buffer.from(await response.arrayBuffer()));
  } catch (error) {
    // A bug of the sandbox must not pass for one of Stripe's errors: say so, and answer in a shape both SDKs understand.
    process.stderr.write(
      `[sandbox] ${incoming.method ?? ""} ${incoming.url ?? ""} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    const message = "The sandbox itself failed; see its log.";
    if (!outgoing.headersSent) outgoing.writeHead(500, { "content-type": "application/json" });
    outgoing.end(JSON.stringify({ error: { type: "api_error", message }, statusCode: 500, name: "application_error", message }));
  }
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const piece = chunk as Buffer;
    size += piece.length;
    if (size > MAX_BODY) return null;
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
}

/** The sandbox as a process of its own: SANDBOX_PORT, SANDBOX_HOST, DATA_DIR, APP_URL, optionally SANDBOX_REDIRECT_URIS (comma separated). The app's own callback is registered by default. */
async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const appUrl = (env.APP_URL ?? "http://localhost:3000").replace(/\/$/, "");
  const port = Number(env.SANDBOX_PORT ?? "4010");
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`SANDBOX_PORT is not a port: ${env.SANDBOX_PORT ?? ""}`);
  const redirectUris = (env.SANDBOX_REDIRECT_URIS ?? `${appUrl}/settings/integrations/stripe/callback`)
    .split(",")
    .map((uri) => uri.trim())
    .filter(Boolean);
  const server = await startSandboxServer({
    port,
    host: env.SANDBOX_HOST ?? "127.0.0.1",
    ...(env.SANDBOX_URL ? { publicBase: env.SANDBOX_URL } : {}),
    dataDir: join(env.DATA_DIR ?? ".data", "sandbox"),
    webhookTargets: { account: `${appUrl}/webhooks/stripe`, connect: `${appUrl}/webhooks/stripe/connect`, resend: `${appUrl}/webhooks/resend` },
    redirectUris,
  });
  // npm start waits for this word before it goes on.
  process.send?.("ready");
  process.stdout.write(`Sandbox ready at ${server.url} (Stripe ${server.url}/dashboard, control ${server.url}/control, mailbox ${server.url}/mailbox)\n`);
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void server.close().then(() => process.exit(0));
    });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(process.env).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? error.code : null;
    process.stderr.write(
      code === "EADDRINUSE"
        ? `The sandbox cannot start: port ${process.env.SANDBOX_PORT ?? "4010"} is taken.\n`
        : `The sandbox cannot start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exit(1);
  });
}
