import { Link } from "@remix-run/react";
import { useState, type ReactNode } from "react";
import { useRequestId } from "~/components/request-id";
import { Button } from "~/components/ui/button";

export type ErrorPageProps = {
  status: number;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
};

const words: Record<number, { title: string; body: string }> = {
  400: { title: "That did not arrive whole", body: "Something in the address or the form was not as expected. Go back, reload the page and try once more." },
  401: { title: "Please sign in first", body: "This page is only for people who are signed in." },
  403: { title: "This one is not open to you", body: "You are signed in, but not as someone who may see this. If you have another account, sign in with that one." },
  404: { title: "There is nothing at this address", body: "The page may have moved or been taken down, or the link was mistyped." },
  429: { title: "One moment, please", body: "That was tried many times in a short while, so we are pausing it. Wait a minute and try again." },
  500: { title: "Something broke on our side", body: "It is not your doing, and nothing you had saved is lost. Try again in a moment." },
};

/** A whole page for when the asked-for one cannot be: what happened, in plain words, and a way on. */
export function ErrorPage({ status, title, children, action }: ErrorPageProps) {
  const fallback = words[status] ?? (status >= 500 ? words[500] : words[400]);
  return (
    <main id="main" className="gutter mx-auto flex min-h-[80dvh] max-w-3xl flex-col justify-center py-20">
      <p className="text-sm text-ink-faint tabular-nums">{status}</p>
      <h1 className="mt-3 font-display text-4xl font-medium tracking-[-0.02em]">{title ?? fallback?.title}</h1>
      <div className="mt-4 max-w-xl text-lg text-ink-muted">{children ?? <p>{fallback?.body}</p>}</div>
      <div className="mt-8 flex flex-wrap gap-3">
        {action ?? (
          <>
            {status === 401 && (
              <Button asChild>
                <Link to="/sign-in">Sign in</Link>
              </Button>
            )}
            <Button asChild variant={status === 401 ? "secondary" : "primary"}>
              <Link to="/">To the front page</Link>
            </Button>
            <Button asChild variant="secondary">
              <Link to="/library">My library</Link>
            </Button>
          </>
        )}
      </div>
      {status >= 500 && <RequestNumber />}
    </main>
  );
}

/** What finds this failure in the logs. Only the server knows it; hydration reads back what it wrote, a client-side error has none. */
function RequestNumber() {
  const known = useRequestId();
  const [id] = useState(() => known ?? (typeof document === "undefined" ? null : document.querySelector("[data-request-id]")?.textContent));
  if (!id) return null;
  return (
    <p className="mt-10 text-sm text-ink-faint">
      If it keeps happening, tell us this number:{" "}
      <code data-request-id="" className="font-mono text-ink-muted select-all">
        {id}
      </code>
    </p>
  );
}
