import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { FlashMessage } from "~/components/ui/flash";
import type { StripePulse } from "~/domain/merchants/pulse.server";

const ADDRESS = "/settings/integrations/stripe/pulse";
/** While something is open, or the creator is at Stripe. */
const OFTEN_MS = 3_000;
const SELDOM_MS = 30_000;
/** So long after a click on a link to Stripe the creator is taken to be there. */
const AWAY_MS = 15 * 60_000;
/** Coming back twice within this time asks Stripe once. */
const REFRESH_GAP_MS = 5_000;
const LINKS_TO_STRIPE = /\/settings\/integrations\/stripe\/(open|onboarding)\//;

/**
 * Keeps an open page in step with Stripe without a reload: asks the server now and then whether anything has changed, and has
 * the page's data read again when it has; nothing is typed anew and the focus stays. Coming back from a link to Stripe, the
 * server asks Stripe itself. Only while the page is looked at; not at all for a store without an account (`null`).
 * @returns the good news, once, when all that was open is done
 */
export function useStripePulse(pulse: StripePulse | null): FlashMessage | null {
  const { revalidate } = useRevalidator();
  const [news, setNews] = useState<FlashMessage | null>(null);
  const known = useRef(pulse?.version);
  const wasOpen = useRef(false);
  const open = pulse?.open ?? false;
  const ready = pulse?.ready ?? false;
  const watching = pulse !== null;
  const leftAt = useRef(0);

  useEffect(() => {
    known.current = pulse?.version;
  }, [pulse?.version]);

  useEffect(() => {
    if (open) wasOpen.current = true;
    else if (wasOpen.current) {
      wasOpen.current = false;
      if (ready) setNews({ id: `stripe-${Date.now()}`, text: "Stripe is satisfied. Nothing is open any more.", tone: "success" });
    }
  }, [open, ready]);

  useEffect(() => {
    if (!watching) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    let refreshedAt = 0;

    async function ask(method: "GET" | "POST"): Promise<void> {
      const response = await fetch(ADDRESS, { method, cache: "no-store", signal: AbortSignal.timeout(20_000) });
      // Signed out, or the store is gone: the next page will say so.
      if (response.status === 401 || response.status === 404) ended = true;
      if (!response.ok || ended) return;
      const { version } = (await response.json()) as { version?: string };
      if (version === undefined || version === known.current) return;
      known.current = version;
      revalidate();
    }

    function next(): void {
      clearTimeout(timer);
      const often = open || Date.now() - leftAt.current < AWAY_MS;
      timer = setTimeout(() => {
        const asked = document.visibilityState === "visible" ? ask("GET") : Promise.resolve();
        // Offline for a moment: the next time.
        void asked.catch(() => {}).finally(() => !ended && next());
      }, often ? OFTEN_MS : SELDOM_MS);
    }

    function leaves(event: MouseEvent): void {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!link || !LINKS_TO_STRIPE.test(link.getAttribute("href") ?? "")) return;
      leftAt.current = Date.now();
      next();
    }

    function returns(): void {
      const at = Date.now();
      if (document.visibilityState !== "visible" || at - leftAt.current > AWAY_MS || at - refreshedAt < REFRESH_GAP_MS) return;
      refreshedAt = at;
      void ask("POST").catch(() => {});
    }

    next();
    document.addEventListener("click", leaves, true);
    document.addEventListener("auxclick", leaves, true);
    document.addEventListener("visibilitychange", returns);
    window.addEventListener("focus", returns);
    return () => {
      ended = true;
      clearTimeout(timer);
      document.removeEventListener("click", leaves, true);
      document.removeEventListener("auxclick", leaves, true);
      document.removeEventListener("visibilitychange", returns);
      window.removeEventListener("focus", returns);
    };
  }, [watching, open, revalidate]);

  return news;
}
