import { useEffect, useRef } from "react";

/** Every key the player listens to, as shown in the help. */
export const SHORTCUTS = [
  { key: "k", does: "Play or pause" },
  { key: "j", does: "Back 10 seconds" },
  { key: "l", does: "Forward 10 seconds" },
  { key: "n", does: "Next lesson" },
  { key: "p", does: "Previous lesson" },
  { key: "d", does: "Mark the lesson as done" },
  { key: "c", does: "Captions on or off" },
  { key: "m", does: "Write a note" },
  { key: "/", does: "Go to the list of lessons" },
  { key: "o", does: "Fold the list of lessons" },
  { key: "?", does: "Show these shortcuts" },
] as const;

export type ShortcutKey = (typeof SHORTCUTS)[number]["key"];

/** Calls the handler of a key, but never while somebody writes, uses a menu or dialog, or holds a modifier. */
export function useShortcuts(enabled: boolean, handlers: Partial<Record<ShortcutKey, () => void>>): void {
  const current = useRef(handlers);
  current.current = handlers;
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
      if (isBusy(event.target)) return;
      const handler = isShortcut(event.key) ? current.current[event.key] : undefined;
      if (!handler) return;
      event.preventDefault();
      handler();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [enabled]);
}

function isShortcut(key: string): key is ShortcutKey {
  return SHORTCUTS.some((shortcut) => shortcut.key === key);
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return true;
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="menu"], [role="listbox"]') !== null;
}
