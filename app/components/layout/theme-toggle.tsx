import { useFetcher, useLocation, useRouteLoaderData } from "@remix-run/react";
import { Monitor, Moon, Sun } from "lucide-react";
import { cn } from "~/lib/cn";

const choices = [
  { value: "system", label: "As my device", Icon: Monitor },
  { value: "light", label: "Light", Icon: Sun },
  { value: "dark", label: "Dark", Icon: Moon },
] as const;

/** The fetcher key root.tsx watches, to change the colours before the server has answered. */
export const THEME_FETCHER = "theme";

/** Three small buttons in one form; works without JavaScript. */
export function ThemeToggle({ className }: { className?: string }) {
  const fetcher = useFetcher({ key: THEME_FETCHER });
  const { pathname, search } = useLocation();
  const root = useRouteLoaderData<{ theme: "light" | "dark" | null }>("root");
  const current = fetcher.formData?.get("theme") ?? root?.theme ?? "system";
  return (
    <fetcher.Form method="post" action="/theme" className={cn("inline-flex", className)}>
      <input type="hidden" name="redirectTo" value={pathname + search} />
      <fieldset className="inline-flex rounded-full border border-line p-0.5">
        <legend className="sr-only">Colours</legend>
        {choices.map(({ value, label, Icon }) => (
          <button
            key={value}
            name="theme"
            value={value}
            aria-pressed={current === value}
            title={label}
            className={cn(
              "grid size-11 place-items-center rounded-full text-ink-faint transition-colors duration-150 hover:text-ink sm:size-8",
              current === value && "bg-sunken text-ink",
            )}
          >
            <Icon aria-hidden="true" className="size-4" />
            <span className="sr-only">{label}</span>
          </button>
        ))}
      </fieldset>
    </fetcher.Form>
  );
}
