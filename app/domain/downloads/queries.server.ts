/** What a download holds, for this room's readers; the catalog's pages read the same. */
export { downloadFiles, type ShownFile } from "~/domain/catalog/contents.server";
