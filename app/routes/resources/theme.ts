import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { themeHeader } from "~/lib/theme.server";
import { localPath } from "~/lib/urls";

/** POST /theme: light, dark or system, then back to where the reader was. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const choice = form.get("theme");
  const theme = choice === "light" || choice === "dark" ? choice : null;
  return redirect(localPath(form.get("redirectTo"), "/"), { headers: { "Set-Cookie": await themeHeader(theme) } });
}

export function loader() {
  return redirect("/");
}
