/** Where a linked video lies: lessons ask here; the rich text editor, which knows no domain, in lib. */
export { embedOf, videoLinkProblemText, videoSource, type VideoLinkProblem, type VideoSource } from "~/lib/video-link";
