import { forwardRef, useCallback, useEffect, useImperativeHandle, useRef, useState, type ReactNode } from "react";
import { Button } from "~/components/ui/button";
import { cn } from "~/lib/cn";
import { Captions, useCaptions } from "./captions";
import { clockTime } from "./clock-time";
import { PlaybackSpeed, savedSpeed } from "./playback-speed";
import type { PlayerVideo } from "./player-video";
import { resumeAt } from "./resume-at";

export interface VideoControls {
  toggle(): void;
  skip(seconds: number): void;
  /** Captions on or off. */
  captions(): void;
}

export type LessonVideoProps = {
  source: PlayerVideo;
  /** What is watched: the lesson's title. */
  title: string;
  /** Seconds at which the person stopped last time. */
  startAt?: number;
  /** Begin at once: only after the person has just watched the lesson before. */
  autoPlay?: boolean;
  /** `now`: paused or jumped. */
  onPosition?: (seconds: number, now: boolean) => void;
  onEnded?: () => void;
  /** The signed address has run out: ask the server for the page again; the new one comes in as `source`. */
  onStale?: () => void;
  /** Above the picture: what comes next. */
  overlay?: ReactNode;
  /** At the end of the row under the picture. */
  tools?: ReactNode;
};

/** Both players need scripts and their own origin. The frame is never of our origin, so it cannot lift its own sandbox. */
const SANDBOX = "allow-scripts allow-same-origin allow-presentation allow-popups allow-popups-to-escape-sandbox";
const FRAME = "relative aspect-video w-full overflow-hidden bg-black sm:rounded-lg";

/**
 * A lesson's video or audio. Files play in the browser's own player, which every device knows best; linked videos in a sandboxed
 * frame. Give it `key={lesson.id}`. Works for a visitor too: leave out what is about progress.
 */
export const LessonVideo = forwardRef<VideoControls, LessonVideoProps>(function LessonVideo(props, ref) {
  return props.source.kind === "embed" ? <Embed {...props} source={props.source} /> : <File {...props} source={props.source} controls={ref} />;
});

function Embed({ source, title, tools, overlay }: LessonVideoProps & { source: Extract<PlayerVideo, { kind: "embed" }> }) {
  return (
    <figure>
      <div className={FRAME}>
        <iframe
          src={source.src}
          title={`${title} (${source.site} video)`}
          className="absolute inset-0 size-full border-0"
          sandbox={SANDBOX}
          allow="fullscreen; picture-in-picture; encrypted-media"
          allowFullScreen
          loading="lazy"
          referrerPolicy="strict-origin-when-cross-origin"
        />
        {overlay}
      </div>
      {tools && <div className="flex justify-end px-4 pt-2 sm:px-0">{tools}</div>}
    </figure>
  );
}

type FileProps = LessonVideoProps & { source: Extract<PlayerVideo, { kind: "file" }>; controls: React.ForwardedRef<VideoControls> };

function File({ source, title, startAt = 0, autoPlay, onPosition, onEnded, onStale, overlay, tools, controls }: FileProps) {
  const video = useRef<HTMLVideoElement & HTMLAudioElement>(null);
  const Player = source.audio ? "audio" : "video";
  const captions = useCaptions(video, source.captions !== null);
  // Every visit of the loader brings a new address and position; taking them over while it plays would start the film again.
  const [src, setSrc] = useState(source.src);
  const [begin] = useState(startAt);
  const [trouble, setTrouble] = useState<"none" | "asking" | "failed">("none");
  const [resumed, setResumed] = useState(false);
  const played = useRef(false);
  const place = useRef({ seconds: begin, playing: Boolean(autoPlay), askedAt: 0 });

  useImperativeHandle(controls, () => ({
    toggle: () => void (video.current?.paused ? play(video.current) : video.current?.pause()),
    skip: (seconds) => {
      if (video.current) video.current.currentTime = Math.max(0, video.current.currentTime + seconds);
    },
    captions: captions.toggle,
  }));

  const ready = useCallback(() => {
    const node = video.current;
    if (!node) return;
    node.playbackRate = savedSpeed();
    const at = resumeAt(place.current.seconds, node.duration);
    // The address carries the same second for browsers without JavaScript.
    if (Math.abs(node.currentTime - at) > 1) node.currentTime = at;
    setResumed(at > 0 && place.current.askedAt === 0);
    if (place.current.playing) play(node);
  }, []);

  // The file may have been ready before this script was.
  useEffect(() => {
    if ((video.current?.readyState ?? 0) >= 1) ready();
    else if (video.current?.error) setTrouble("failed");
  }, [ready]);

  // A fresh address has come for one that had run out.
  useEffect(() => {
    if (trouble !== "asking" || source.src === src) return;
    setSrc(source.src);
    setTrouble("none");
  }, [trouble, source.src, src]);

  const fail = async () => {
    const tooSoon = Date.now() - place.current.askedAt < 30_000;
    place.current.askedAt = Date.now();
    setTrouble("asking");
    const status = await fetch(src, { method: "HEAD" }).then((answer) => answer.status).catch(() => null);
    // Only an address that has run out gets better by asking for another.
    if (status === 410 && onStale && !tooSoon) onStale();
    else setTrouble("failed");
  };
  const note = (now: boolean) => {
    const node = video.current;
    if (!node || node.readyState === 0) return;
    // Until it has been played, whatever moves is us, going to where it was left.
    if (!node.paused) played.current = true;
    if (!played.current) return;
    place.current = { ...place.current, seconds: node.currentTime, playing: !node.paused && !node.ended };
    onPosition?.(node.currentTime, now);
  };

  return (
    <figure>
      <div className={cn(source.audio ? "relative overflow-hidden border-line bg-sunken max-sm:border-b sm:rounded-lg sm:border" : FRAME, source.audio && overlay && "min-h-64")}>
        {source.audio && source.poster && <img src={source.poster} alt="" className="aspect-video w-full object-cover" />}
        {/* The creator may have given a file of captions; those inside the film are shown anyway. */}
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
        <Player
          ref={video}
          src={begin >= 5 ? `${src}#t=${Math.floor(begin)}` : src}
          aria-label={title}
          controls
          preload="metadata"
          {...(source.audio ? { className: "my-4 w-full px-3 sm:my-6 sm:px-6" } : { playsInline: true, className: "absolute inset-0 size-full object-contain", ...(source.poster && { poster: source.poster }) })}
          onLoadedMetadata={ready}
          onTimeUpdate={() => note(false)}
          onPlay={() => {
            setResumed(false);
            note(false);
          }}
          onPause={() => note(true)}
          onSeeked={() => note(true)}
          onEnded={() => {
            note(true);
            if (document.fullscreenElement === video.current) void document.exitFullscreen();
            onEnded?.();
          }}
          onError={() => void fail()}
        >
          {source.captions && <track kind="captions" src={source.captions} label="Captions" />}
        </Player>
        {source.audio && captions.on && <Captions lines={captions.lines} />}
        {trouble === "failed" && (
          <div role="alert" className="absolute inset-0 grid place-content-center justify-items-center gap-4 bg-black/85 p-6 text-center text-sm text-white">
            <p className="max-w-sm">The {Player} did not load. Check that you are online, then try again. Where you were is kept.</p>
            <Button
              variant="secondary"
              onClick={() => {
                setTrouble("none");
                video.current?.load();
              }}
            >
              Try again
            </Button>
          </div>
        )}
        {overlay}
      </div>
      <div className="flex min-h-11 flex-wrap items-center gap-x-5 gap-y-1 px-4 pt-2 text-sm text-ink-muted sm:px-0">
        <PlaybackSpeed onChange={(rate) => video.current && (video.current.playbackRate = rate)} />
        {source.captions && captions.ready && (
          <button type="button" aria-pressed={captions.on} onClick={captions.toggle} className="min-h-11 font-medium text-ink aria-pressed:underline aria-pressed:decoration-2 aria-pressed:underline-offset-4 sm:min-h-8">
            Captions
          </button>
        )}
        {resumed && (
          <p>
            You stopped at <span className="tabular-nums">{clockTime(begin)}</span>.{" "}
            <button
              type="button"
              className="link-quiet min-h-11 sm:min-h-8"
              onClick={() => {
                setResumed(false);
                if (video.current) {
                  video.current.currentTime = 0;
                  play(video.current);
                }
              }}
            >
              Watch from the start
            </button>
          </p>
        )}
        {tools && <div className="ml-auto">{tools}</div>}
      </div>
    </figure>
  );
}

/** Browsers may refuse to play unasked; the controls are there. */
function play(node: HTMLVideoElement): void {
  node.play().catch(() => {});
}
