/** What a lesson's video is to the player. */
export type VideoSource =
  /** A file the browser plays itself: uploaded (a signed address of ours) or linked. */
  | { kind: "file"; src: string }
  /** Another site's player, in a frame. */
  | { kind: "embed"; site: "YouTube" | "Vimeo"; src: string };

/**
 * What to play for a linked address. YouTube is asked without cookies, Vimeo not to track. Any other https address is
 * taken for a video file. Null: not an address we would put into a page.
 */
export function linkedVideo(address: string): VideoSource | null {
  let url: URL;
  try {
    url = new URL(address.trim());
  } catch {
    return null;
  }
  if (url.protocol !== "https:" || url.username || url.password) return null;
  const host = url.hostname.replace(/^(www|m)\./, "");
  if (host === "youtu.be" || host === "youtube.com" || host === "youtube-nocookie.com") return youTube(url, host);
  if (host === "vimeo.com" || host === "player.vimeo.com") return vimeo(url);
  return { kind: "file", src: url.href };
}

function youTube(url: URL, host: string): VideoSource | null {
  const parts = url.pathname.split("/").filter(Boolean);
  const id = host === "youtu.be" ? parts[0] : parts[0] === "watch" ? url.searchParams.get("v") : ["embed", "shorts", "live"].includes(parts[0] ?? "") ? parts[1] : null;
  if (!id || !/^[\w-]{6,20}$/.test(id)) return null;
  const start = /^(\d{1,6})s?$/.exec(url.searchParams.get("t") ?? url.searchParams.get("start") ?? "")?.[1];
  return { kind: "embed", site: "YouTube", src: `https://www.youtube-nocookie.com/embed/${id}?rel=0${start ? `&start=${start}` : ""}` };
}

function vimeo(url: URL): VideoSource | null {
  const match = /^\/(?:video\/|channels\/[\w-]+\/|groups\/[\w-]+\/videos\/)?(\d{3,15})(?:\/([0-9a-f]{6,20}))?\/?$/.exec(url.pathname);
  if (!match) return null;
  // Unlisted videos carry a second key.
  const key = match[2] ?? url.searchParams.get("h");
  return { kind: "embed", site: "Vimeo", src: `https://player.vimeo.com/video/${match[1]}?dnt=1${key && /^[0-9a-f]{6,20}$/.test(key) ? `&h=${key}` : ""}` };
}
