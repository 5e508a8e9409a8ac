import { Button, Link } from "@react-email/components";
import type { ReactNode } from "react";

import { accentFrom } from "./accent";
import type { EmailStore } from "./store";
import { light, small, text } from "./theme";

/** The mail's one headline. */
export function Title({ children }: { children: string }) {
  return (
    <h1
      className="l-ink l-title"
      style={{ margin: "0 0 14px", color: light.ink, fontSize: "26px", lineHeight: "33px", fontWeight: 650, letterSpacing: "-0.02em" }}
    >
      {children}
    </h1>
  );
}

export function Paragraph({ children }: { children: ReactNode }) {
  return (
    <p className="l-ink" style={text}>
      {children}
    </p>
  );
}

/** Quieter words under the main ones. */
export function Note({ children }: { children: ReactNode }) {
  return (
    <p className="l-muted" style={small}>
      {children}
    </p>
  );
}

/** Under a button that leads in without a password. */
export function SignsInOnce({ store, email }: { store: EmailStore; email: string }) {
  return <Note>{`The button signs you in once. Any later day, sign in at ${store.name} with ${email} and we will send a fresh link.`}</Note>;
}

export function SectionTitle({ children }: { children: string }) {
  return (
    <h2 className="l-ink" style={{ margin: "28px 0 8px", color: light.ink, fontSize: "16px", lineHeight: "24px", fontWeight: 650 }}>
      {children}
    </h2>
  );
}

export function Action({ href, store, children }: { href: string; store?: EmailStore | undefined; children: string }) {
  const accent = accentFrom(store?.accentColor);
  return (
    <div style={{ padding: "8px 0 22px" }}>
      <Button
        href={href}
        className="l-wide"
        style={{
          backgroundColor: accent.solid,
          color: accent.onSolid,
          borderRadius: "10px",
          padding: "14px 24px",
          fontSize: "16px",
          fontWeight: 600,
          textAlign: "center",
        }}
      >
        {children}
      </Button>
    </div>
  );
}

export function TextLink({ href, store, children }: { href: string; store?: EmailStore | undefined; children: string }) {
  return (
    <Link className="l-link" href={href} style={{ color: accentFrom(store?.accentColor).link, textDecoration: "underline" }}>
      {children}
    </Link>
  );
}

/** The button's address in full, for mail programs that show no buttons; the text part has it beside the button already. */
export function PlainAddress({ href, store }: { href: string; store?: EmailStore | undefined }) {
  return (
    <p data-skip-in-text="true" className="l-muted" style={{ ...small, fontSize: "13px", lineHeight: "20px" }}>
      {"Button not working? Copy this address into your browser: "}
      <span style={{ wordBreak: "break-all" }}>
        <TextLink href={href} store={store}>
          {href}
        </TextLink>
      </span>
    </p>
  );
}

export interface Fact {
  label: string;
  /** "\n" starts a new line. */
  value: string;
}

/** Label and value pairs; on a phone the value moves under its label. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <table role="presentation" data-text-format="dataTable" width="100%" cellPadding={0} cellSpacing={0} style={{ margin: "4px 0 20px" }}>
      <tbody>
        {facts.map((fact) => (
          <tr key={fact.label}>
            <td
              className="l-muted l-stack l-stack-label"
              style={{ width: "132px", padding: "5px 16px 5px 0", color: light.muted, fontSize: "14px", lineHeight: "22px", verticalAlign: "top" }}
            >
              {fact.label}
            </td>
            <td
              className="l-ink l-stack l-stack-value"
              style={{ padding: "5px 0", color: light.ink, fontSize: "14px", lineHeight: "22px", verticalAlign: "top" }}
            >
              <Lines value={fact.value} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Text whose "\n" are line breaks. */
export function Lines({ value }: { value: string }) {
  const lines = value.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  return (
    <>
      {lines.map((line, index) => (
        <span key={index}>
          {index > 0 && <br />}
          {line}
        </span>
      ))}
    </>
  );
}

export function Rule() {
  return <hr className="l-edge" style={{ border: 0, borderTop: `1px solid ${light.line}`, margin: "24px 0", width: "100%" }} />;
}
