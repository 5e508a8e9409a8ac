import { useEffect, useRef, type RefObject } from "react";

/** A row that scrolls sideways shows what is chosen in it (`aria-current`), also when that stands at its far end. @param chosen changes with the choice */
export function useChosenInView(chosen: string | undefined): RefObject<HTMLElement> {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const here = row.current?.querySelector("[aria-current]")?.getBoundingClientRect();
    if (!row.current || !here) return;
    const { left, right, width } = row.current.getBoundingClientRect();
    if (here.left < left || here.right > right) row.current.scrollLeft += here.left + here.width / 2 - (left + width / 2);
  }, [chosen]);
  return row;
}
