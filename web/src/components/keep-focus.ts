import { type FocusEvent, type RefObject, useEffect, useRef } from "react";

/**
 * Focuses an element if the focused one is gone, so that keyboard and screen reader go on there and not at the top of the page.
 *
 * Browsers take the focus off a removed or hidden element with the next frame, and a dialog gives it back after it has closed.
 */
export function focusIfLost(find: () => HTMLElement | null | undefined): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const { activeElement, body } = document;
      if (activeElement === null || activeElement === body) find()?.focus({ preventScroll: true });
    }),
  );
}

/**
 * For a list: if the focused item is removed, or the list with its last item, the card around it gets the focus, or the page's title.
 *
 * @param ref of the list
 */
export function useKeepFocus(
  ref: RefObject<HTMLElement | null>,
  count: number,
): {
  readonly onFocus: () => void;
  readonly onBlur: (event: FocusEvent) => void;
} {
  const hadFocus = useRef(false);
  const around = useRef<HTMLElement>(undefined);
  const keep = () => {
    if (!hadFocus.current) return;
    focusIfLost(() => {
      const region = around.current;
      if (region?.isConnected !== true) return document.querySelector<HTMLElement>("main h1");
      if (!region.hasAttribute("tabindex")) region.tabIndex = -1;
      return region;
    });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: fewer items than before
  useEffect(() => {
    around.current = ref.current?.closest<HTMLElement>("section, main") ?? undefined;
    keep();
  }, [count]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the list itself goes
  useEffect(() => keep, []);
  return {
    onFocus: () => {
      hadFocus.current = true;
    },
    onBlur: ({ relatedTarget }) => {
      // A removed item names no next element; a dialog about an item belongs to the list.
      if (relatedTarget === null || relatedTarget.closest("[role=dialog], [role=alertdialog]") !== null) {
        return;
      }
      hadFocus.current = ref.current?.contains(relatedTarget) === true;
    },
  };
}
