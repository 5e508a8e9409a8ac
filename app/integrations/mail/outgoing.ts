/** A mail as it leaves, whatever takes it. */
export interface OutgoingMail {
  to: string;
  subject: string;
  html: string;
  text: string;
  replyTo?: string;
  /** Further headers of the message. */
  headers?: Record<string, string>;
  /** Tags show up in Resend's webhooks: ASCII letters, digits, hyphen and underscore only. SMTP has none. */
  tags: { name: string; value: string }[];
}
