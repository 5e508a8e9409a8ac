import { useEffect, useRef, type RefObject } from "react";

/** A <details> that closes as menus do: on Escape, on a click elsewhere, and on a chosen link (the page may stay when the navigation is client-side). */
export function useCloseDetails(): RefObject<HTMLDetailsElement> {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const node = details.current;
      if (!node?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== "Escape") return;
        node.open = false;
        node.querySelector("summary")?.focus();
      } else if (event.target instanceof Element && (!node.contains(event.target) || event.target.closest("a"))) {
        node.open = false;
      }
    };
    document.addEventListener("click", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("click", close);
      document.removeEventListener("keydown", close);
    };
  }, []);
  return details;
}
