import { Body, Container, Head, Html, Link, Preview } from "@react-email/components";
import type { ReactNode } from "react";

import { accentFrom, type Accent } from "./accent";
import type { EmailStore } from "./store";
import { dark, fontStack, light, small } from "./theme";

interface LayoutProps {
  /** Left out: the mail comes from Lectern itself. */
  store?: EmailStore;
  /** The line a mailbox shows beside the subject. */
  preview: string;
  /** Why this mail came; the last line of the footer. */
  why: string;
  children: ReactNode;
}

/** The sheet every mail is written on: sender's mark, one card, a footer that says who wrote and why. */
export function Layout({ store, preview, why, children }: LayoutProps) {
  const accent = accentFrom(store?.accentColor);
  return (
    <Html lang="en">
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        {/* Not a child string: React would escape the selectors. Every value in it is ours or a checked hex colour. */}
        <style dangerouslySetInnerHTML={{ __html: styleSheet(accent) }} />
      </Head>
      <Body className="l-page" style={{ backgroundColor: light.page, margin: 0, padding: 0, fontFamily: fontStack }}>
        <Preview>{preview}</Preview>
        <Container className="l-outer" style={{ maxWidth: "576px", width: "100%", padding: "32px 12px 40px" }}>
          <Sender store={store} accent={accent} />
          <table
            role="presentation"
            className="l-card l-edge"
            width="100%"
            cellPadding={0}
            cellSpacing={0}
            style={{ backgroundColor: light.card, border: `1px solid ${light.line}`, borderRadius: "14px", borderCollapse: "separate" }}
          >
            <tbody>
              <tr>
                <td className="l-pad" style={{ padding: "36px 40px 32px" }}>
                  {children}
                </td>
              </tr>
            </tbody>
          </table>
          <Footer store={store} why={why} accent={accent} />
        </Container>
      </Body>
    </Html>
  );
}

function Sender({ store, accent }: { store: EmailStore | undefined; accent: Accent }) {
  const name = store?.name ?? "Lectern";
  const mark: ReactNode =
    store?.logoUrl === undefined ? (
      <Initial name={name} accent={accent} />
    ) : (
      <img src={store.logoUrl} width={36} height={36} alt="" style={{ display: "block", borderRadius: "9px", border: 0 }} />
    );
  return (
    <table role="presentation" cellPadding={0} cellSpacing={0} style={{ margin: "0 0 18px 4px" }}>
      <tbody>
        <tr>
          <td data-skip-in-text="true" style={{ width: "36px", verticalAlign: "middle" }}>
            {mark}
          </td>
          <td style={{ paddingLeft: "12px", verticalAlign: "middle" }}>
            {store === undefined ? (
              <span className="l-ink" style={nameStyle}>
                {name}
              </span>
            ) : (
              <a href={store.url} className="l-ink" style={nameStyle}>
                {name}
              </a>
            )}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

const nameStyle = {
  color: light.ink,
  fontSize: "17px",
  lineHeight: "24px",
  fontWeight: 600,
  letterSpacing: "-0.01em",
  textDecoration: "none",
} as const;

/** A mark without a picture: nothing to download, nothing to block. */
function Initial({ name, accent }: { name: string; accent: Accent }) {
  const initial = Array.from(name.trim())[0]?.toLocaleUpperCase("en") ?? "L";
  return (
    <div
      aria-hidden="true"
      style={{
        width: "36px",
        height: "36px",
        borderRadius: "9px",
        backgroundColor: accent.solid,
        color: accent.onSolid,
        fontFamily: 'Georgia, "Times New Roman", serif',
        fontSize: "20px",
        lineHeight: "36px",
        textAlign: "center",
      }}
    >
      {initial}
    </div>
  );
}

function Footer({ store, why, accent }: { store: EmailStore | undefined; why: string; accent: Accent }) {
  const address = store?.address?.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  return (
    <div style={{ padding: "22px 8px 0" }}>
      <p className="l-muted" style={{ ...small, fontSize: "13px", lineHeight: "20px" }}>
        {why}
      </p>
      {store !== undefined && (
        <p className="l-muted" style={{ ...small, fontSize: "13px", lineHeight: "20px", margin: 0 }}>
          {[store.name, ...(address ?? []).filter((line) => line !== store.name)].join(" · ")}
          {store.supportEmail !== undefined && (
            <>
              <br />
              <Link className="l-link" href={`mailto:${encodeAddress(store.supportEmail)}`} style={{ color: accent.link, textDecoration: "underline" }}>
                {store.supportEmail}
              </Link>
            </>
          )}
        </p>
      )}
    </div>
  );
}

/** An address typed by a person, safe inside `mailto:` (a "?" would otherwise start header fields). */
export function encodeAddress(email: string): string {
  return encodeURIComponent(email).replaceAll("%40", "@");
}

function styleSheet(accent: Accent): string {
  const inDark = (prefix: string) => `
${prefix}.l-page, ${prefix}.l-page > table > tbody > tr > td { background-color: ${dark.page} !important; }
${prefix}.l-card { background-color: ${dark.card} !important; }
${prefix}.l-wash { background-color: ${dark.wash} !important; }
${prefix}.l-edge { border-color: ${dark.line} !important; }
${prefix}.l-ink { color: ${dark.ink} !important; }
${prefix}.l-muted { color: ${dark.muted} !important; }
${prefix}.l-link { color: ${accent.linkDark} !important; }`;
  return `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; -webkit-text-size-adjust: 100%; }
td, p, a, h1, h2 { overflow-wrap: anywhere; }
@media (max-width: 480px) {
  .l-outer > tbody > tr > td, .l-outer { padding-left: 0 !important; padding-right: 0 !important; }
  .l-outer { padding: 20px 8px 28px !important; }
  .l-pad { padding: 26px 20px 24px !important; }
  .l-title { font-size: 23px !important; line-height: 30px !important; }
  .l-wide { display: block !important; text-align: center !important; }
  .l-stack { display: block !important; width: auto !important; }
  .l-stack-label { padding-bottom: 0 !important; }
  .l-stack-value { padding-top: 0 !important; }
}
@media (prefers-color-scheme: dark) {${inDark("")}
}
${inDark("[data-ogsc] ")}
`;
}
