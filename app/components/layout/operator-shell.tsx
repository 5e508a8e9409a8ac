import { LibraryShell } from "./library-shell";
import type { ShellUser } from "./account-menu";
import type { ReactNode } from "react";

const nav = [
  { to: "/operator", label: "Overview", end: true },
  { to: "/operator/events", label: "Events" },
];

/** Who runs the installation looks at all of it: the plain frame, with rooms of its own. */
export function OperatorShell({ user, children }: { user: ShellUser; children: ReactNode }) {
  return (
    <LibraryShell user={user} isCreator nav={nav} navLabel="Operator" home="/operator">
      {children}
    </LibraryShell>
  );
}
