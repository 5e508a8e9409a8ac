import { redirect } from "@remix-run/node";
import type { Direction } from "~/domain/catalog/positions";
import { addDownloadFile, moveDownloadFile, orderDownloadFiles, removeDownloadFile, renameDownloadFile, type DownloadKey } from "~/domain/downloads/edit-files.server";
import { setDownloadOptions } from "~/domain/downloads/options.server";
import { addVersion, removeVersion, setVersionNote, tellOwners } from "~/domain/downloads/versions.server";
import type { Cause } from "~/domain/transitions.server";
import type { Question } from "./confirmed";
import { found, notFound, redirectWith } from "./own-offer.server";
import { readOptions, type OptionsProblem, type OptionsTyped } from "./files-options-form";

export interface FilesAnswer {
  problem?: { at: string; message: string; typed: string };
  question?: Question;
  refused?: string;
  options?: { problems: OptionsProblem; typed: OptionsTyped };
}

const GONE = "It is deleted. Whoever bought it can no longer fetch it. This cannot be undone.";

/** One change of a download's files, by the form's intent: where to go next, or what to say on the page (as a 400). */
export async function changeFiles(key: DownloadKey, form: FormData, by: Cause): Promise<Response | FilesAnswer> {
  const page = `/studio/offers/${key.offerId}/files`;
  const text = (name: string) => String(form.get(name) ?? "");
  const placeId = text("placeId");
  const versionId = text("versionId");
  const confirmed = form.get("confirmed") === "yes";
  switch (form.get("intent")) {
    case "add-file":
      found(await addDownloadFile(key, { fileId: text("fileId") }));
      return redirect(page);
    case "add-version": {
      const tell = form.get("tell") === "on";
      found(await addVersion(key, { placeId, fileId: text("fileId"), note: text("note"), tell }));
      return redirectWith(page, tell ? "The new version is in. Owners are being told." : "The new version is in.");
    }
    case "note":
      found(await setVersionNote(key, { versionId, note: text("note") }));
      return redirectWith(page, "Note saved.");
    case "tell": {
      const told = await tellOwners(key, { versionId });
      if (told.ok) return redirectWith(page, "Owners are being told.");
      if (told.error === "not_found") throw notFound();
      return { refused: told.error === "told_before" ? "Owners have been told of this version already." : "There is a newer version. Owners are told of the newest only." };
    }
    case "remove-version": {
      if (!confirmed) return { question: { title: "Remove this version?", description: GONE, confirmLabel: "Remove version", fields: { intent: "remove-version", versionId } } };
      const removed = await removeVersion(key, { versionId }, by);
      if (removed.ok) return redirectWith(page, "Version removed.");
      if (removed.error === "not_found") throw notFound();
      return { refused: "The newest version stays. Remove the whole file instead." };
    }
    case "order-files":
      found(await orderDownloadFiles(key, { placeIds: form.getAll("placeId").map(String) }));
      return redirect(page);
    case "move-file": {
      const direction: Direction = form.get("direction") === "up" ? "up" : "down";
      found(await moveDownloadFile(key, { placeId, direction }));
      return redirect(`${page}?moved=${placeId}&direction=${direction}`);
    }
    case "rename-file": {
      const typed = text("name");
      const renamed = await renameDownloadFile(key, { placeId, name: typed });
      if (renamed.ok) return redirectWith(page, "Renamed.");
      if (renamed.error === "not_found") throw notFound();
      return { problem: { at: placeId, message: "Give the file a name.", typed } };
    }
    case "remove-file": {
      if (!confirmed) return { question: { title: "Remove this file?", description: GONE, confirmLabel: "Remove file", fields: { intent: "remove-file", placeId } } };
      const removed = await removeDownloadFile(key, { placeId }, by);
      if (removed.ok) return redirectWith(page, "File removed.");
      if (removed.error === "not_found") throw notFound();
      return { refused: "A published download keeps at least one file. Upload the new one first, or take the offer down." };
    }
    case "options": {
      const read = readOptions(form);
      if (!read.ok) return { options: read.error };
      found(await setDownloadOptions(key, read.value));
      return redirectWith(page, "Options saved.");
    }
    default:
      throw new Response("Unknown intent", { status: 400 });
  }
}
