import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { themeHeader } from "~/lib/theme.server";

/** POST /theme: light, dark or system, then back to where the reader was. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const choice = form.get("theme");
  const theme = choice === "light" || choice === "dark" ? choice : null;
  return redirect(ownPath(form.get("redirectTo"), request.url), { headers: { "Set-Cookie": await themeHeader(theme) } });
}

export function loader() {
  return redirect("/");
}

/** Only a path of this site: `//host`, `/\host` and the like resolve to another origin and fall back to the front page. */
function ownPath(value: FormDataEntryValue | null, base: string): string {
  if (typeof value !== "string" || !value.startsWith("/")) return "/";
  const here = new URL(base);
  try {
    const target = new URL(value, here);
    return target.origin === here.origin ? target.pathname + target.search : "/";
  } catch {
    return "/";
  }
}
