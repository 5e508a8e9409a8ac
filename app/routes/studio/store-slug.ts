import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireViewer } from "~/auth/guards.server";
import { isSlugFree, suggestSlug } from "~/domain/stores/slug.server";
import { slugify } from "~/lib/urls";

/** While the form of a new store is filled in: `?name=` answers an address that is free, `?slug=` whether that one is. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireViewer(request);
  const query = new URL(request.url).searchParams;
  const wanted = query.get("slug");
  if (wanted !== null) {
    const slug = slugify(wanted);
    return { asked: wanted, slug, free: slug !== "" && (await isSlugFree(slug)) };
  }
  const name = (query.get("name") ?? "").slice(0, 200);
  return { asked: name, slug: await suggestSlug(name), free: true };
}
