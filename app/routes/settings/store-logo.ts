import { redirect, type ActionFunctionArgs, type TypedResponse } from "@remix-run/node";
import { requireStore } from "~/auth/guards.server";
import { storeUpload } from "~/domain/files/store-file.server";
import { MAX_LOGO_BYTES, uploadProblemText } from "~/domain/files/upload-limits";
import { setLogo } from "~/domain/stores/set-logo.server";
import { flash } from "~/lib/flash.server";
import { parseMultipart } from "~/lib/multipart.server";

/** The form lives on the settings page. */
export function loader() {
  return redirect("/settings/store");
}

/** Multipart: a new logo. Anything else: no logo. */
export async function action({ request }: ActionFunctionArgs): Promise<TypedResponse<{ error: string }>> {
  const { store, viewer } = await requireStore(request, "store.manage");
  if (!/^multipart\/form-data/i.test(request.headers.get("Content-Type") ?? "")) {
    await setLogo(store, null, { cause: "creator", causeId: viewer.id });
    return redirect("/settings/store", { headers: await flash(new Headers(), "The logo is gone.") });
  }
  let error = "Choose a file first.";
  let fileId: string | null = null;
  const parsed = await parseMultipart(
    request,
    async ({ field, fileName, contentType, stream }) => {
      if (field !== "logo") return;
      const stored = await storeUpload({ storeId: store.id, purpose: "logo", fileName, contentType, stream, maxBytes: MAX_LOGO_BYTES, accept: "image" });
      if (stored.ok) fileId = stored.value.id;
      else error = uploadProblemText(stored.error, { fileName, accept: "image", maxBytes: MAX_LOGO_BYTES });
    },
    { maxFiles: 1 },
  );
  if (!parsed.ok) return Response.json({ error: "The upload broke off. Check the connection and try again." }, { status: 400 });
  if (fileId === null) return Response.json({ error }, { status: 400 });
  await setLogo(store, fileId, { cause: "creator", causeId: viewer.id });
  return redirect("/settings/store", { headers: await flash(new Headers(), "Your new logo is up.") });
}
