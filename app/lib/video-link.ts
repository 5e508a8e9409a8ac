import { fail, ok, type Result } from "~/lib/result";
import { webAddress } from "~/lib/urls";

/** A video that lies elsewhere: a player to embed, or a file the browser plays itself. */
export type VideoSource =
  | { kind: "youtube" | "vimeo"; embedUrl: string; watchUrl: string }
  | { kind: "file"; url: string; audio: boolean };

export type VideoLinkProblem = "not_a_link" | "not_https" | "not_a_video" | "unknown_place";

const FILE_ENDING = /\.(mp4|m4v|webm|mov|ogv|mp3|m4a|aac|oga|ogg|opus|wav|flac)$/i;
const AUDIO_ENDING = /\.(mp3|m4a|aac|oga|ogg|opus|wav|flac)$/i;
const YOUTUBE_HOSTS = new Set(["youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com", "www.youtube-nocookie.com"]);
const VIMEO_HOSTS = new Set(["vimeo.com", "www.vimeo.com", "player.vimeo.com"]);

/**
 * Where a pasted link leads: YouTube, Vimeo or an https video or audio file. Only the video's id is taken over into an address of
 * our own making, so nothing of what was typed reaches an iframe. The server never fetches it.
 */
export function videoSource(link: string): Result<VideoSource, VideoLinkProblem> {
  const url = webAddress(/^[\w.-]+\.[a-z]{2,}\//i.test(link.trim()) ? `https://${link.trim()}` : link);
  if (!url) return fail("not_a_link");
  const host = url.hostname.toLowerCase();
  if (YOUTUBE_HOSTS.has(host) || host === "youtu.be") return youtube(url, host);
  if (VIMEO_HOSTS.has(host)) return vimeo(url);
  if (url.protocol !== "https:") return fail("not_https");
  return FILE_ENDING.test(url.pathname) ? ok({ kind: "file", url: url.href, audio: AUDIO_ENDING.test(url.pathname) }) : fail("unknown_place");
}

/** The video of a link to YouTube or Vimeo, as a text carries it (lib/html.server): its site and its id there. */
export function embedOf(link: string): Result<{ site: "youtube" | "vimeo"; id: string }, VideoLinkProblem> {
  const source = videoSource(link);
  if (!source.ok) return source;
  if (source.value.kind === "file") return fail("unknown_place");
  const watch = new URL(source.value.watchUrl);
  return ok({ site: source.value.kind, id: source.value.kind === "youtube" ? (watch.searchParams.get("v") ?? "") : watch.pathname.slice(1) });
}

/** A refused link in words. */
export function videoLinkProblemText(problem: VideoLinkProblem): string {
  switch (problem) {
    case "not_a_link":
      return "This is not a link. Copy the address of the video from your browser and paste it here.";
    case "not_https":
      return "The link must begin with https://, or browsers will refuse to play it.";
    case "not_a_video":
      return "This page holds no single video. Open the video itself and copy its address.";
    case "unknown_place":
      return "Use a YouTube or Vimeo video, or the https address of the file itself, ending in .mp4, .webm, .mp3 or the like. Or upload it here.";
  }
}

function youtube(url: URL, host: string): Result<VideoSource, VideoLinkProblem> {
  const parts = url.pathname.split("/").filter(Boolean);
  const id = host === "youtu.be" ? parts[0] : ["embed", "shorts", "live", "v"].includes(parts[0] ?? "") ? parts[1] : url.searchParams.get("v");
  if (!id || !/^[A-Za-z0-9_-]{11}$/.test(id)) return fail("not_a_video");
  const start = seconds(url.searchParams.get("t") ?? url.searchParams.get("start"));
  const query = start > 0 ? `?start=${start}` : "";
  return ok({ kind: "youtube", embedUrl: `https://www.youtube-nocookie.com/embed/${id}${query}`, watchUrl: `https://www.youtube.com/watch?v=${id}` });
}

function vimeo(url: URL): Result<VideoSource, VideoLinkProblem> {
  const parts = url.pathname.split("/").filter(Boolean);
  const at = parts.findIndex((part) => /^\d{5,12}$/.test(part));
  const id = parts[at];
  if (at === -1 || !id) return fail("not_a_video");
  // Unlisted videos carry a second, secret part: vimeo.com/ID/HASH or ?h=HASH.
  const secret = url.searchParams.get("h") ?? parts[at + 1] ?? "";
  const hash = /^[0-9a-f]{6,16}$/.test(secret) ? secret : "";
  return ok({
    kind: "vimeo",
    embedUrl: `https://player.vimeo.com/video/${id}?dnt=1${hash ? `&h=${hash}` : ""}`,
    watchUrl: `https://vimeo.com/${id}${hash ? `/${hash}` : ""}`,
  });
}

/** "90", "90s" and "1h2m3s" as seconds; 0 for anything else. */
function seconds(text: string | null): number {
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/.exec(text ?? "");
  return match ? Number(match[1] ?? 0) * 3600 + Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0) : 0;
}
