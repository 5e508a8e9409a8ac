import type { LoaderFunctionArgs } from "@remix-run/node";
import { getViewer } from "~/auth/guards.server";
import { publicModuleLessons } from "~/domain/catalog/public-outline.server";

/** The lessons of one module, fetched when it is opened on the offer's page. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const viewer = await getViewer(request);
  const lessons = await publicModuleLessons(params.storeSlug ?? "", params.offerSlug ?? "", params.moduleId ?? "", viewer?.id ?? null);
  if (!lessons) throw new Response("Not found", { status: 404 });
  return Response.json({ lessons });
}
