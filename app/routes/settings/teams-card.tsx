import { Form } from "@remix-run/react";
import { Badge } from "~/components/ui/badge";
import { Card } from "~/components/ui/card";
import { ConfirmButton } from "~/components/ui/confirm-button";
import { ROLE_WORDS } from "~/domain/team/words";
import type { TeamRole } from "~/generated/prisma/enums";

/** The stores of others a person works in, with the way out of each. Nothing at all for who is in no team. */
export function TeamsCard({ teams }: { teams: { storeId: string; name: string; role: TeamRole }[] }) {
  if (teams.length === 0) return null;
  return (
    <Card title="Teams you are in" description="Stores of other people that you help to run." flush>
      <ul className="divide-y divide-line">
        {teams.map(({ storeId, name, role }) => (
          <li key={storeId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 py-4 sm:px-6">
            <p className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
              <span className="font-medium wrap-anywhere">{name}</span>
              <Badge tone="neutral">{ROLE_WORDS[role].label}</Badge>
            </p>
            <Form method="post" action="/settings/account/leave">
              <input type="hidden" name="storeId" value={storeId} />
              <ConfirmButton
                size="sm"
                title={`Leave ${name}?`}
                description="You cannot open its studio any more. What you bought there stays yours. To come back you need a new invitation."
                confirmLabel="Leave the team"
                cancelLabel="Stay"
              >
                Leave<span className="sr-only"> {name}</span>
              </ConfirmButton>
            </Form>
          </li>
        ))}
      </ul>
    </Card>
  );
}
