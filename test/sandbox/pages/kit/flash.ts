import type { Html } from "./html";
import { notice, redirect } from "./layout";
import { attempt } from "./routes";

/** Does something and goes back to a page that says how it went. A move gives what to say. */
export async function doAndReturn(path: string, work: () => string | Promise<string>, anchor = ""): Promise<Response> {
  const done = await attempt(work);
  const [pathname = "", query = ""] = path.split("?");
  const values = new URLSearchParams(query);
  values.delete("said");
  values.delete("problem");
  values.set(done.ok ? "said" : "problem", done.ok ? done.value : done.problem);
  return redirect(`${pathname}?${values.toString()}${anchor && `#${anchor}`}`);
}

/** What `doAndReturn` left to say. */
export function flash(url: URL): Html | null {
  const problem = url.searchParams.get("problem");
  if (problem) return notice("bad", problem);
  const said = url.searchParams.get("said");
  return said ? notice("good", said) : null;
}
