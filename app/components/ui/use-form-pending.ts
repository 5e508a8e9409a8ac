import { useNavigation } from "@remix-run/react";
import { useCallback, useRef } from "react";

/**
 * Whether the navigation now running was submitted by the form around this element, with this button. Forms that post to
 * the same address (a row each) are told apart by their hidden fields and the button's name and value.
 */
export function useFormPending() {
  const element = useRef<HTMLButtonElement | null>(null);
  const ref = useCallback((node: HTMLButtonElement | null) => {
    element.current = node;
  }, []);
  const { state, formAction, formData } = useNavigation();
  const pending = state !== "idle" && !!formData && !!formAction && isOurs(element.current, formAction, formData);
  return { ref, element, pending };
}

function isOurs(button: HTMLButtonElement | null, formAction: string, formData: FormData): boolean {
  const form = button?.form;
  if (!button || !form) return false;
  const target = button.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
  if (pathOf(target) !== pathOf(formAction)) return false;
  if (button.name && formData.get(button.name) !== button.value) return false;
  return Array.from(form.querySelectorAll<HTMLInputElement>('input[type="hidden"]')).every(
    (input) => !input.name || formData.getAll(input.name).includes(input.value),
  );
}

function pathOf(address: string): string {
  const url = new URL(address, window.location.href);
  return url.pathname + url.search;
}
