import { Link, useNavigate } from "@remix-run/react";
import { ArrowRight } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "~/components/ui/button";

const SECONDS = 8;

/** Over a video that has ended: what comes next, and (if the person wants it so) a short countdown that can be stopped. */
export function UpNext({ next, auto, onClose }: { next: { title: string; to: string }; auto: boolean; onClose: () => void }) {
  const navigate = useNavigate();
  const [left, setLeft] = useState(auto ? SECONDS : null);
  const go = useRef<HTMLAnchorElement>(null);
  useEffect(() => go.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (left === null) return;
    if (left === 0) {
      navigate(next.to, { state: { autoPlay: true } });
      return;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left, navigate, next.to]);
  return (
    <div className="absolute inset-0 grid place-content-center justify-items-center gap-5 bg-black/85 p-4 text-center text-white animate-fade">
      <div className="space-y-1">
        <p className="text-sm text-white/75">
          {left === null ? "Next lesson" : "Next lesson in "}
          {left !== null && <span className="tabular-nums">{left}</span>}
        </p>
        <p className="font-display text-xl font-medium text-balance sm:text-2xl">{next.title}</p>
      </div>
      <div className="flex flex-wrap justify-center gap-2.5">
        <Button variant="secondary" onClick={onClose} className="focus-visible:outline-white">
          Stay here
        </Button>
        <Button asChild className="focus-visible:outline-white">
          <Link ref={go} to={next.to} state={{ autoPlay: true }}>
            Go on
            <ArrowRight aria-hidden="true" />
          </Link>
        </Button>
      </div>
      <p role="status" className="sr-only">
        Lesson done. Next: {next.title}.{auto ? ` It starts in ${SECONDS} seconds unless you stay here.` : ""}
      </p>
    </div>
  );
}
