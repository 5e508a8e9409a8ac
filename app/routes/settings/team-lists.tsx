import { Form, Link } from "@remix-run/react";
import { ChevronRight, MailQuestion } from "lucide-react";
import { Avatar } from "~/components/ui/avatar";
import { Badge } from "~/components/ui/badge";
import { SubmitButton } from "~/components/ui/submit-button";
import { ROLE_WORDS } from "~/domain/team/words";
import type { OutboxStatus, TeamRole } from "~/generated/prisma/enums";

export type MemberLine = { id: string; name: string; email: string; role: TeamRole; mayRefund: boolean; since: string };

/** The owner, who cannot be changed, and the members, each with a page of their own. */
export function MemberList({ owner, members }: { owner: { name: string; email: string }; members: MemberLine[] }) {
  return (
    <ul className="divide-y divide-line">
      <li className="flex items-center gap-4 px-5 py-4 sm:px-6">
        <Avatar name={owner.name || owner.email} />
        <Who name={owner.name} email={owner.email} />
        <Badge tone="success">Owner</Badge>
      </li>
      {members.map((member) => (
        <li key={member.id} className="relative flex items-center gap-4 px-5 py-4 transition-colors duration-150 hover:bg-paper sm:px-6">
          <Avatar name={member.name || member.email} />
          <div className="min-w-0 flex-1 text-sm">
            <Link to={`/settings/team/${member.id}`} className="block truncate font-medium text-ink after:absolute after:inset-0">
              {member.name || member.email}
            </Link>
            <p className="truncate text-ink-muted">{member.email}</p>
            <p className="text-ink-faint">
              <span className="sm:hidden">{ROLE_WORDS[member.role].label}. </span>
              Since {member.since}
              {member.mayRefund && ", may send money back"}
            </p>
          </div>
          <Badge tone="neutral" className="max-sm:hidden">
            {ROLE_WORDS[member.role].label}
          </Badge>
          <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
        </li>
      ))}
    </ul>
  );
}

function Who({ name, email }: { name: string; email: string }) {
  return (
    <div className="min-w-0 flex-1 text-sm">
      <p className="truncate font-medium">{name || email}</p>
      <p className="truncate text-ink-muted">{email}</p>
    </div>
  );
}

export type InvitationLine = { id: string; email: string; role: TeamRole; mayRefund: boolean; sent: string; until: string; expired: boolean; mail: OutboxStatus | null };

/** Who has been asked and has not answered: what became of the mail, and what can be done. */
export function InvitationList({ invitations }: { invitations: InvitationLine[] }) {
  return (
    <ul className="divide-y divide-line">
      {invitations.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-3 px-5 py-4 sm:px-6">
          <MailQuestion aria-hidden="true" className="size-5 shrink-0 text-ink-faint" />
          <div className="min-w-0 flex-1 basis-48 text-sm">
            <p className="font-medium wrap-anywhere">{one.email}</p>
            <p className="text-ink-muted">
              {ROLE_WORDS[one.role].label}
              {one.mayRefund && ", may send money back"}
            </p>
            <p className={one.expired || cameBack(one.mail) ? "text-warning" : "text-ink-faint"}>{standing(one)}</p>
          </div>
          <Form method="post" preventScrollReset className="flex gap-2">
            <input type="hidden" name="invitationId" value={one.id} />
            <SubmitButton name="intent" value="again" variant="secondary" size="sm" pendingLabel="Sending…">
              Send again
              <span className="sr-only"> to {one.email}</span>
            </SubmitButton>
            <SubmitButton name="intent" value="withdraw" variant="ghost" size="sm" pendingLabel="Taking back…">
              Take back
              <span className="sr-only"> the invitation of {one.email}</span>
            </SubmitButton>
          </Form>
        </li>
      ))}
    </ul>
  );
}

function cameBack(mail: OutboxStatus | null): boolean {
  return mail === "bounced" || mail === "failed" || mail === "suppressed" || mail === "complained";
}

function standing({ mail, expired, sent, until }: InvitationLine): string {
  if (expired) return `Sent ${sent}, too old since ${until}. Send it again if they still want to come.`;
  if (cameBack(mail)) return "The mail did not arrive. Check the address, take this one back, and invite again.";
  return `Sent ${sent}, lasts until ${until}`;
}
