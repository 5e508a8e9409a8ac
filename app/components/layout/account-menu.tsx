import { Form, Link } from "@remix-run/react";
import { Activity, Check, ChevronsUpDown, Library, LogOut, PenLine, UserRound } from "lucide-react";
import { Avatar } from "~/components/ui/avatar";
import { Menu, MenuLabel, MenuSeparator, menuItemStyles } from "~/components/ui/menu";
import { ThemeToggle } from "./theme-toggle";

export type ShellUser = {
  name: string | null;
  email: string;
  /** They run the whole installation. */
  operator?: boolean;
  /** Every store they work in; the menu changes between them when there are several. */
  stores?: ReadonlyArray<{ id: string; name: string; role: "owner" | "editor" | "support"; here: boolean }>;
};

type AccountMenuProps = {
  user: ShellUser;
  /** row: avatar, name and address (a sidebar's foot). avatar: only the picture (a top bar). */
  look?: "row" | "avatar";
  /** Link to the studio, for people who are in the library now. */
  studio?: boolean;
};

/** Who is signed in, and what belongs to them. Opens without JavaScript. */
export function AccountMenu({ user, look = "avatar", studio }: AccountMenuProps) {
  const name = user.name?.trim() || user.email;
  return (
    <Menu
      {...(look === "avatar" ? { label: `Account of ${name}` } : {})}
      side={look === "row" ? "top" : "bottom"}
      align={look === "row" ? "start" : "end"}
      className={look === "row" ? "w-full" : ""}
      summaryClassName={look === "row" ? "flex min-h-11 w-full items-center gap-3 p-2 hover:bg-line/60" : "grid size-11 place-items-center"}
      summary={
        look === "row" ? (
          <>
            <Avatar name={name} />
            <span className="min-w-0 flex-1 text-sm leading-tight">
              <span className="block truncate font-medium">{name}</span>
              {name !== user.email && <span className="mt-0.5 block truncate text-xs text-ink-faint">{user.email}</span>}
            </span>
            <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
          </>
        ) : (
          <Avatar name={name} />
        )
      }
    >
      {look === "avatar" && (
        <MenuLabel>
          <span className="block max-w-64 truncate font-medium">{name}</span>
          {name !== user.email && <span className="block max-w-64 truncate text-xs text-ink-faint">{user.email}</span>}
        </MenuLabel>
      )}
      {user.stores && user.stores.length > 1 && <StoreChoice stores={user.stores} />}
      <Link to="/settings/account" className={menuItemStyles}>
        <UserRound aria-hidden="true" />
        Account
      </Link>
      {studio ? (
        <Link to="/studio" className={menuItemStyles}>
          <PenLine aria-hidden="true" />
          Studio
        </Link>
      ) : (
        <Link to="/library" className={menuItemStyles}>
          <Library aria-hidden="true" />
          Library
        </Link>
      )}
      {user.operator && (
        <Link to="/operator" className={menuItemStyles}>
          <Activity aria-hidden="true" />
          Operator
        </Link>
      )}
      <MenuSeparator />
      <div className="flex items-center justify-between gap-4 py-1 pr-1 pl-3 text-sm text-ink-muted">
        Colours
        <ThemeToggle />
      </div>
      <MenuSeparator />
      <Form method="post" action="/auth/sign-out">
        <button type="submit" className={menuItemStyles}>
          <LogOut aria-hidden="true" />
          Sign out
        </button>
      </Form>
    </Menu>
  );
}

const ROLE_WORDS = { owner: "Yours", editor: "Editor", support: "Support" } as const;

/** The stores somebody works in: a press goes to that one, in this browser. */
function StoreChoice({ stores }: { stores: NonNullable<ShellUser["stores"]> }) {
  return (
    <>
      <Form method="post" action="/studio/switch" aria-label="Store you work in" className="max-h-64 overflow-y-auto">
        {stores.map((store) => (
          <button key={store.id} type="submit" name="storeId" value={store.id} aria-current={store.here ? "true" : undefined} className={menuItemStyles}>
            {store.here ? <Check aria-hidden="true" className="text-accent-ink!" /> : <span aria-hidden="true" className="size-4" />}
            <span className="min-w-0 max-w-48 flex-1 truncate">{store.name}</span>
            <span className="shrink-0 text-xs text-ink-faint">{ROLE_WORDS[store.role]}</span>
          </button>
        ))}
      </Form>
      <MenuSeparator />
    </>
  );
}
