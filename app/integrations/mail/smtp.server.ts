import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { env } from "~/env.server";
import { SECOND } from "~/lib/clock";
import { publicAddressOf } from "~/lib/public-host.server";
import { fail, ok, type Result } from "~/lib/result";
import type { OutgoingMail } from "./outgoing";

/** A mail server as its owner describes it. */
export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte; else STARTTLS is demanded. Nothing ever goes out in the clear. */
  secure: boolean;
  username: string;
  password: string;
  fromName: string;
  fromAddress: string;
}

export type SmtpFailureKind =
  /** The server cannot be used now (name, connection, TLS, sign-in, sender refused). The mail was certainly not sent. */
  | "server"
  /** It takes mails, and refused this one for good. Not sent. */
  | "message"
  /** The addressee's mailbox does not exist or takes nothing. Not sent. */
  | "recipient"
  /** It asks to be tried again later. Not sent. */
  | "later"
  /** The line broke, or time was up, while the mail was handed over: it may have been sent. */
  | "unknown";

export interface SmtpFailure {
  kind: SmtpFailureKind;
  /** A sentence for the owner of the server. */
  words: string;
  /** The server's own words, or the error's; "" for none. */
  detail: string;
}

/** Ports on which servers take mail from their users; others could be anything. */
export const SMTP_PORTS: readonly number[] = [465, 587, 2525, 2465, 2587, 25];
const CONNECT_MS = 10 * SECOND;
/** For all of it together, from the name's lookup to the last answer: shorter than the lease of a row in the outbox. */
const TALK_MS = 30 * SECOND;
/** Beside the sandbox a server on this very machine is what one tries with; anywhere else such an address leads inside. */
const localAllowed = () => env.stripe.sandbox;

/**
 * Send one mail through somebody's own server (RFC 5321). The Message-ID is the same for every try of one mail, so that mailboxes
 * can tell a repetition. The host's name is looked up once and only a public address is called, over TLS with a valid certificate.
 * https://nodemailer.com/extras/smtp-connection/
 */
export async function sendBySmtp(server: SmtpServer, mail: OutgoingMail, mailId: string): Promise<Result<undefined, SmtpFailure>> {
  const message = await new MailComposer({
    from: { name: server.fromName, address: server.fromAddress },
    to: mail.to,
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
    headers: mail.headers ?? {},
    messageId: `<${mailId}@${new URL(env.appUrl).hostname}>`,
    // Texts of people are texts: never read as the name of a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return talk(server, (line) => hand(line, server.fromAddress, mail.to, message));
}

/** Connect, sign in, hand over, leave: all within `TALK_MS`. */
async function talk(server: SmtpServer, work: (line: SMTPConnection) => Promise<Result<undefined, SmtpFailure>>): Promise<Result<undefined, SmtpFailure>> {
  // Every step ends by its own callback or by this; later errors of a line that is closed say nothing more.
  let broken: (error: Error) => void = () => undefined;
  const breaks = new Promise<Error>((resolve) => {
    broken = resolve;
  });
  const deadline = setTimeout(() => broken(Object.assign(new Error(`no end in ${TALK_MS / SECOND} s`), { code: "ETIMEDOUT" })), TALK_MS);
  let line: SMTPConnection | undefined;
  try {
    const address = await Promise.race([addressOf(server), breaks]);
    if (address instanceof Error) return fail(explain(address, "connect", server));
    if (!address.ok) return address;
    const opened = (line = lineTo(server, address.value));
    opened.on("error", (error: Error) => broken(error));
    const connected = await step(breaks, (done) => opened.connect((error) => done(error)));
    if (connected) return fail(explain(connected, "connect", server));
    const signedIn = await step(breaks, (done) => opened.login({ user: server.username, pass: server.password, credentials: { user: server.username, pass: server.password } }, (error) => done(error)));
    if (signedIn) return fail(explain(signedIn, "login", server));
    const done = await Promise.race([work(opened), breaks.then((error) => fail(explain(error, "send", server)))]);
    opened.quit();
    return done;
  } finally {
    clearTimeout(deadline);
    line?.close();
  }
}

function lineTo(server: SmtpServer, address: string): SMTPConnection {
  const local = address === "127.0.0.1" || address === "::1";
  return new SMTPConnection({
    host: address,
    port: server.port,
    secure: server.secure,
    requireTLS: !server.secure,
    servername: server.host,
    name: new URL(env.appUrl).hostname,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: TALK_MS,
    tls: { servername: server.host, minVersion: "TLSv1.2", rejectUnauthorized: !(local && localAllowed()) },
  });
}

function hand(line: SMTPConnection, from: string, to: string, message: Buffer): Promise<Result<undefined, SmtpFailure>> {
  return new Promise((resolve) => {
    line.send({ from, to: [to] }, message, (error) => resolve(error ? fail(explain(error, "send")) : ok()));
  });
}

function step(breaks: Promise<Error>, begin: (done: (error?: Error | null) => void) => void): Promise<Error | null> {
  return Promise.race([new Promise<Error | null>((resolve) => begin((error) => resolve(error ?? null))), breaks]);
}

async function addressOf({ host, port }: SmtpServer): Promise<Result<string, SmtpFailure>> {
  if (localAllowed() && (host === "localhost" || host === "127.0.0.1")) return ok("127.0.0.1");
  if (!SMTP_PORTS.includes(port)) return fail({ kind: "server", words: `Port ${port} is not one on which mail servers take mail. Usual are 465 and 587.`, detail: "" });
  const found = await publicAddressOf(host);
  if (found.ok) return found;
  return found.error === "inside"
    ? fail({ kind: "server", words: `${host} leads into a private network. Give the server's public name.`, detail: "" })
    : fail({ kind: "server", words: `There is no server called ${host}. Check the name with whoever runs your mail.`, detail: "" });
}

interface SmtpError extends Error {
  code?: string;
  originalCode?: string;
  command?: string;
  response?: string;
  responseCode?: number;
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS_CERT/;

function explain(error: Error, phase: "connect" | "login" | "send", server?: Pick<SmtpServer, "host" | "port" | "secure">): SmtpFailure {
  const { code = "", originalCode = "", command = "", response, responseCode = 0, message } = error as SmtpError;
  const detail = (response ?? message).slice(0, 300);
  if (phase === "connect") return { kind: "server", words: connectWords(code, originalCode, message, server), detail };
  if (phase === "login") {
    return { kind: "server", words: responseCode >= 500 ? "The server does not accept this user name with this password. Many providers want a password made for apps." : "The server did not let us sign in just now.", detail };
  }
  if (command === "RCPT TO") return responseCode >= 500 ? { kind: "recipient", words: "The mailbox refused it.", detail } : { kind: "later", words: "The server asked to try this address again later.", detail };
  if (command === "MAIL FROM") {
    return responseCode >= 500 ? { kind: "server", words: "The server does not send for this From address. Use one that belongs to this user.", detail } : { kind: "later", words: "The server asked to try again later.", detail };
  }
  if (responseCode >= 500) return { kind: "message", words: "The server refused this mail.", detail };
  if (responseCode >= 400) return { kind: "later", words: "The server asked to try again later.", detail };
  return { kind: "unknown", words: "The server did not say whether it took the mail, so it may have arrived.", detail };
}

function connectWords(code: string, original: string, message: string, server?: Pick<SmtpServer, "host" | "port" | "secure">): string {
  const where = server ? `${server.host}, port ${server.port}` : "the server";
  if (CERTIFICATE.test(original) || CERTIFICATE.test(code) || /certificate/i.test(message)) return `The certificate of ${where} is not valid for that name, so the password was not sent. Check the name.`;
  if (code === "ETLS" || /ssl|tls|wrong version/i.test(message)) return server?.secure ? `${where} does not speak TLS from the first byte. Try STARTTLS, usually on port 587.` : `${where} offers no STARTTLS. Try TLS, usually on port 465.`;
  if (original === "ECONNREFUSED") return `Nothing listens at ${where}. Check the port.`;
  if (code === "ETIMEDOUT") return `No answer from ${where}. Check name and port, and whether a firewall is in between.`;
  if (code === "EDNS") return `There is no server called ${server?.host ?? "that"}.`;
  return `No connection to ${where}.`;
}
