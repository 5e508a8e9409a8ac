import { render, toPlainText } from "@react-email/render";
import { createElement, type ReactElement } from "react";

import BackOnSaleEmail, { backOnSaleSubject, type BackOnSaleProps } from "./back-on-sale";
import AccountDeletedEmail, { accountDeletedSubject, type AccountDeletedProps } from "./account-deleted";
import ChangeEmailEmail, { changeEmailSubject, type ChangeEmailProps } from "./change-email";
import EmailChangedEmail, { emailChangedSubject, type EmailChangedProps } from "./email-changed";
import MembersPostEmail, { membersPostSubject, type MembersPostProps } from "./members-post";
import MergePeopleEmail, { mergePeopleSubject, type MergePeopleProps } from "./merge-people";
import PaidTwiceEmail, { paidTwiceSubject, type PaidTwiceProps } from "./paid-twice";
import DownloadUpdatedEmail, { downloadUpdatedSubject, type DownloadUpdatedProps } from "./download-updated";
import PasswordChangedEmail, { passwordChangedSubject, type PasswordChangedProps } from "./password-changed";
import PayoutFailedEmail, { payoutFailedSubject, type PayoutFailedProps } from "./payout-failed";
import ReceiptEmail, { receiptSubject, type ReceiptProps } from "./receipt";
import DisputeClosedEmail, { disputeClosedSubject, type DisputeClosedProps } from "./dispute-closed";
import DisputeOpenedEmail, { disputeOpenedSubject, type DisputeOpenedProps } from "./dispute-opened";
import FraudWarningEmail, { fraudWarningSubject, type FraudWarningProps } from "./fraud-warning";
import RefundReceiptEmail, { refundReceiptSubject, type RefundReceiptProps } from "./refund-receipt";
import ResetPasswordEmail, { resetPasswordSubject, type ResetPasswordProps } from "./reset-password";
import SaleNoticeEmail, { saleNoticeSubject, type SaleNoticeProps } from "./sale-notice";
import SignInLinkEmail, { signInLinkSubject, type SignInLinkProps } from "./sign-in-link";
import StripeClearEmail, { type StripeClearProps } from "./stripe-clear";
import StripeClosedEmail, { type StripeClosedProps } from "./stripe-closed";
import StripeFailoverEmail, { stripeFailoverSubject, type StripeFailoverProps } from "./stripe-failover";
import StripeNeedsYouEmail, { type StripeNeedsYouProps } from "./stripe-needs-you";
import StripeReminderEmail, { type StripeReminderProps } from "./stripe-reminder";
import StripeStoppedEmail, { type StripeStoppedProps } from "./stripe-stopped";
import VerifyEmailEmail, { verifyEmailSubject, type VerifyEmailProps } from "./verify-email";
import CardExpiringEmail, { cardExpiringSubject, type CardExpiringProps } from "./card-expiring";
import MembershipEndedEmail, { membershipEndedSubject, type MembershipEndedProps } from "./membership-ended";
import PaymentActionRequiredEmail, { paymentActionRequiredSubject, type PaymentActionRequiredProps } from "./payment-action-required";
import PaymentFailedEmail, { paymentFailedSubject, type PaymentFailedProps } from "./payment-failed";
import PlanChangedEmail, { planChangedSubject, type PlanChangedProps } from "./plan-changed";
import RenewalReceiptEmail, { renewalReceiptSubject, type RenewalReceiptProps } from "./renewal-receipt";
import RenewalsFailedEmail, { renewalsFailedSubject, type RenewalsFailedProps } from "./renewals-failed";
import TrialEndingEmail, { trialEndingSubject, type TrialEndingProps } from "./trial-ending";
import CertificateEmail, { certificateSubject, type CertificateProps } from "./certificate";
import DripLessonEmail, { dripLessonSubject, type DripLessonProps } from "./drip-lesson";
import GiftEmail, { giftSubject, type GiftProps } from "./gift";
import MailTestEmail, { mailTestSubject, type MailTestProps } from "./mail-test";
import MendAddressEmail, { mendAddressSubject, type MendAddressProps } from "./mend-address";
import SaleDigestEmail, { saleDigestSubject, type SaleDigestProps } from "./sale-digest";
import TeamInvitationEmail, { teamInvitationSubject, type TeamInvitationProps } from "./team-invitation";
import TeamJoinedEmail, { teamJoinedSubject, type TeamJoinedProps } from "./team-joined";
import WelcomeEmail, { welcomeSubject, type WelcomeProps } from "./welcome";
import { stripeSubject } from "./parts/stripe-notice";
import { cleanSubject } from "./parts/subject";

export type { EmailStore } from "./parts/store";
export type { OrderLine, OrderSum } from "./parts/order-table";
export type { EndPhase } from "./membership-ended";
export type { FailedRenewal } from "./renewals-failed";
export type { StripeNeed } from "./stripe-needs-you";
export type {
  CertificateProps,
  DripLessonProps,
  GiftProps,
  MailTestProps,
  MendAddressProps,
  SaleDigestProps,
  TeamInvitationProps,
  TeamJoinedProps,
  WelcomeProps,
  BackOnSaleProps,
  DownloadUpdatedProps,
  AccountDeletedProps,
  ChangeEmailProps,
  EmailChangedProps,
  MembersPostProps,
  MergePeopleProps,
  PaidTwiceProps,
  PasswordChangedProps,
  PayoutFailedProps,
  ReceiptProps,
  DisputeClosedProps,
  DisputeOpenedProps,
  FraudWarningProps,
  RefundReceiptProps,
  ResetPasswordProps,
  SaleNoticeProps,
  SignInLinkProps,
  StripeClearProps,
  StripeClosedProps,
  StripeFailoverProps,
  StripeNeedsYouProps,
  StripeReminderProps,
  StripeStoppedProps,
  VerifyEmailProps,
  CardExpiringProps,
  MembershipEndedProps,
  PaymentActionRequiredProps,
  PaymentFailedProps,
  PlanChangedProps,
  RenewalReceiptProps,
  RenewalsFailedProps,
  TrialEndingProps,
};

/** Every mail Lectern sends. Props are plain JSON (formatted strings), so a message can wait in the outbox as it is. */
export interface EmailPropsByKind {
  receipt: ReceiptProps;
  "sign-in-link": SignInLinkProps;
  "verify-email": VerifyEmailProps;
  "reset-password": ResetPasswordProps;
  "dispute-closed": DisputeClosedProps;
  "dispute-opened": DisputeOpenedProps;
  "fraud-warning": FraudWarningProps;
  "refund-receipt": RefundReceiptProps;
  "paid-twice": PaidTwiceProps;
  "password-changed": PasswordChangedProps;
  "account-deleted": AccountDeletedProps;
  "change-email": ChangeEmailProps;
  "email-changed": EmailChangedProps;
  "members-post": MembersPostProps;
  "merge-people": MergePeopleProps;
  "stripe-failover": StripeFailoverProps;
  "stripe-needs-you": StripeNeedsYouProps;
  "stripe-reminder": StripeReminderProps;
  "stripe-stopped": StripeStoppedProps;
  "stripe-closed": StripeClosedProps;
  "stripe-clear": StripeClearProps;
  "payout-failed": PayoutFailedProps;
  "sale-notice": SaleNoticeProps;
  "back-on-sale": BackOnSaleProps;
  "download-updated": DownloadUpdatedProps;
  "card-expiring": CardExpiringProps;
  "membership-ended": MembershipEndedProps;
  "payment-action-required": PaymentActionRequiredProps;
  "payment-failed": PaymentFailedProps;
  "plan-changed": PlanChangedProps;
  "renewal-receipt": RenewalReceiptProps;
  "renewals-failed": RenewalsFailedProps;
  "trial-ending": TrialEndingProps;
  certificate: CertificateProps;
  "drip-lesson": DripLessonProps;
  gift: GiftProps;
  "mail-test": MailTestProps;
  "mend-address": MendAddressProps;
  "sale-digest": SaleDigestProps;
  "team-invitation": TeamInvitationProps;
  "team-joined": TeamJoinedProps;
  welcome: WelcomeProps;
}

export type EmailKind = keyof EmailPropsByKind;

export type EmailMessage = { [Kind in EmailKind]: { kind: Kind; props: EmailPropsByKind[Kind] } }[EmailKind];

export interface RenderedEmail {
  /** One line, no control characters. */
  subject: string;
  html: string;
  text: string;
}

interface Template<Props> {
  subject(props: Props): string;
  body: ((props: Props) => ReactElement) & { PreviewProps: Props };
}

const templates: { [Kind in EmailKind]: Template<EmailPropsByKind[Kind]> } = {
  receipt: { subject: receiptSubject, body: ReceiptEmail },
  "sign-in-link": { subject: signInLinkSubject, body: SignInLinkEmail },
  "verify-email": { subject: verifyEmailSubject, body: VerifyEmailEmail },
  "reset-password": { subject: resetPasswordSubject, body: ResetPasswordEmail },
  "dispute-closed": { subject: disputeClosedSubject, body: DisputeClosedEmail },
  "dispute-opened": { subject: disputeOpenedSubject, body: DisputeOpenedEmail },
  "fraud-warning": { subject: fraudWarningSubject, body: FraudWarningEmail },
  "refund-receipt": { subject: refundReceiptSubject, body: RefundReceiptEmail },
  "paid-twice": { subject: paidTwiceSubject, body: PaidTwiceEmail },
  "password-changed": { subject: passwordChangedSubject, body: PasswordChangedEmail },
  "account-deleted": { subject: accountDeletedSubject, body: AccountDeletedEmail },
  "change-email": { subject: changeEmailSubject, body: ChangeEmailEmail },
  "email-changed": { subject: emailChangedSubject, body: EmailChangedEmail },
  "members-post": { subject: membersPostSubject, body: MembersPostEmail },
  "merge-people": { subject: mergePeopleSubject, body: MergePeopleEmail },
  "stripe-failover": { subject: stripeFailoverSubject, body: StripeFailoverEmail },
  "payout-failed": { subject: payoutFailedSubject, body: PayoutFailedEmail },
  "stripe-needs-you": { subject: stripeSubject, body: StripeNeedsYouEmail },
  "stripe-reminder": { subject: stripeSubject, body: StripeReminderEmail },
  "stripe-stopped": { subject: stripeSubject, body: StripeStoppedEmail },
  "stripe-closed": { subject: stripeSubject, body: StripeClosedEmail },
  "stripe-clear": { subject: stripeSubject, body: StripeClearEmail },
  "sale-notice": { subject: saleNoticeSubject, body: SaleNoticeEmail },
  "back-on-sale": { subject: backOnSaleSubject, body: BackOnSaleEmail },
  "download-updated": { subject: downloadUpdatedSubject, body: DownloadUpdatedEmail },
  "card-expiring": { subject: cardExpiringSubject, body: CardExpiringEmail },
  "membership-ended": { subject: membershipEndedSubject, body: MembershipEndedEmail },
  "payment-action-required": { subject: paymentActionRequiredSubject, body: PaymentActionRequiredEmail },
  "payment-failed": { subject: paymentFailedSubject, body: PaymentFailedEmail },
  "plan-changed": { subject: planChangedSubject, body: PlanChangedEmail },
  "renewal-receipt": { subject: renewalReceiptSubject, body: RenewalReceiptEmail },
  "renewals-failed": { subject: renewalsFailedSubject, body: RenewalsFailedEmail },
  "trial-ending": { subject: trialEndingSubject, body: TrialEndingEmail },
  certificate: { subject: certificateSubject, body: CertificateEmail },
  "drip-lesson": { subject: dripLessonSubject, body: DripLessonEmail },
  gift: { subject: giftSubject, body: GiftEmail },
  "mail-test": { subject: mailTestSubject, body: MailTestEmail },
  "mend-address": { subject: mendAddressSubject, body: MendAddressEmail },
  "sale-digest": { subject: saleDigestSubject, body: SaleDigestEmail },
  "team-invitation": { subject: teamInvitationSubject, body: TeamInvitationEmail },
  "team-joined": { subject: teamJoinedSubject, body: TeamJoinedEmail },
  welcome: { subject: welcomeSubject, body: WelcomeEmail },
};

/** Every kind there is, in the order of the table. */
export const emailKinds = Object.keys(templates) as EmailKind[];

/** The message a preview or a test shows for `kind`. */
export function previewMessage<Kind extends EmailKind>(kind: Kind): { kind: Kind; props: EmailPropsByKind[Kind] } {
  return { kind, props: templates[kind].body.PreviewProps };
}

/** Subject, HTML and text of one message. The text part is made from the HTML, so both always say the same. */
export async function renderEmail<Kind extends EmailKind>(message: { kind: Kind; props: EmailPropsByKind[Kind] }): Promise<RenderedEmail> {
  const template = templates[message.kind];
  const html = await render(createElement(template.body, message.props));
  return { subject: cleanSubject(template.subject(message.props)), html, text: plainText(html) };
}

function plainText(html: string): string {
  const converted = toPlainText(html, {
    selectors: [
      { selector: "h1", options: { uppercase: false } },
      { selector: "h2", options: { uppercase: false } },
      { selector: '[data-text-format="dataTable"]', format: "dataTable", options: { uppercaseHeaderCells: false, maxColumnWidth: 72 } },
      { selector: "hr", options: { length: 40 } },
    ],
  });
  return `${converted.replace(/[^\S\n]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim()}\n`;
}
