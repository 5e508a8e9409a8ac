import { Link } from "@remix-run/react";
import { Button } from "~/components/ui/button";
import { ErrorPage } from "./error-page";

type Refusal = { title: string; text: string };

/** The words in the answer of a guard that refused what somebody's role does not allow (auth/guards); null for any other 403. */
export function refusalOf(data: unknown): Refusal | null {
  const refused = typeof data === "object" && data !== null && "refused" in data ? data.refused : null;
  if (typeof refused !== "object" || refused === null || !("title" in refused) || !("text" in refused)) return null;
  return typeof refused.title === "string" && typeof refused.text === "string" ? { title: refused.title, text: refused.text } : null;
}

/** A page of the studio that is not for this member of the team: who may, and the way back. */
export function NotAllowed({ title, text }: Refusal) {
  return (
    <ErrorPage
      status={403}
      title={title}
      action={
        <>
          <Button asChild>
            <Link to="/studio">To the studio</Link>
          </Button>
          <Button asChild variant="secondary">
            <Link to="/settings/account">My account</Link>
          </Button>
        </>
      }
    >
      <p>{text}</p>
    </ErrorPage>
  );
}
