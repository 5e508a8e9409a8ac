import { useLocation } from "@remix-run/react";
import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { useEffect, useState } from "react";
import { cn } from "~/lib/cn";

export type FlashMessage = { id: string; text: string; tone: "success" | "info" | "danger" };

const icons = { success: CircleCheck, info: Info, danger: CircleAlert };

/**
 * One sentence about what has just happened, after a redirect. The live region is always there, so that the words are
 * announced when they arrive. It goes on its own after a while (errors stay), at the next page, or when closed.
 */
export function Flash({ message }: { message: FlashMessage | null }) {
  const { key } = useLocation();
  const [shownAt, setShownAt] = useState<{ id: string; key: string } | null>(null);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const id = message?.id ?? null;
  useEffect(() => {
    if (!id) return;
    if (shownAt?.id !== id) setShownAt({ id, key });
    else if (shownAt.key !== key) setDismissed(id);
  }, [id, key, shownAt]);
  const visible = message !== null && dismissed !== message.id;
  const Icon = icons[message?.tone ?? "info"];
  return (
    <div role="status" className="pointer-events-none fixed inset-x-4 bottom-[calc(var(--dock,0px)+1rem)] z-50 flex justify-center print:hidden">
      {visible && (
        <div
          key={message.id}
          onAnimationEnd={(event) => event.animationName === "leave" && setDismissed(message.id)}
          className={cn(
            "pointer-events-auto flex max-w-md items-start gap-3 rounded-lg border border-line bg-raised py-3 pr-2 pl-4 text-sm text-ink shadow-float",
            message.tone === "danger" ? "animate-rise" : "toast-leaves",
          )}
        >
          <Icon aria-hidden="true" className={cn("mt-px size-5 shrink-0", message.tone === "success" && "text-success", message.tone === "info" && "text-info", message.tone === "danger" && "text-danger")} />
          <p className="min-w-0 flex-1 py-px">{message.text}</p>
          <button type="button" onClick={() => setDismissed(message.id)} className="-my-2.5 grid size-11 shrink-0 place-items-center rounded-md text-ink-faint hover:text-ink">
            <X aria-hidden="true" className="size-4" />
            <span className="sr-only">Close this message</span>
          </button>
        </div>
      )}
    </div>
  );
}
