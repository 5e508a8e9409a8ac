import { redirect } from "@remix-run/node";
import { getViewer } from "~/auth/guards.server";
import type { Store } from "~/generated/prisma/client";
import { storeBySlug } from "~/domain/stores/queries.server";
import { workplaceOf } from "~/domain/team/workplaces.server";
import { publicFileUrl } from "~/domain/files/queries.server";
import { localPath } from "~/lib/urls";

/** Where a person wanted to go: a path of this site, or null when nothing (or nothing safe) was asked for. */
export function returnToOf(candidate: FormDataEntryValue | string | null | undefined): string | null {
  return localPath(candidate, "") || null;
}

/** Where to land after signing in: where they wanted to go, else their studio, else their library. */
export async function landing(userId: string, returnTo: string | null): Promise<string> {
  return returnToOf(returnTo) ?? ((await workplaceOf(userId, null)) ? "/studio" : "/library");
}

/** People who are signed in have no business on a sign-in page. */
export async function leaveIfSignedIn(request: Request, returnTo: string | null): Promise<void> {
  const viewer = await getViewer(request);
  if (viewer) throw redirect(await landing(viewer.id, returnTo));
}

/** The store a person came from, when they were on its pages. */
export async function storeAt(returnTo: string | null): Promise<Store | null> {
  const slug = /^\/s\/([a-z0-9-]+)/.exec(returnTo ?? "")?.[1];
  return slug ? storeBySlug(slug) : null;
}

/** A store as the frame of these pages shows it. */
export function storeSign(store: Store | null): { name: string; slug: string; accentColor: string; logoUrl: string | null } | null {
  return store && { name: store.name, slug: store.slug, accentColor: store.accentColor, logoUrl: publicFileUrl(store.logoFileId) };
}
