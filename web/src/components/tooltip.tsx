import type { ReactNode } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import styles from "./overlay.module.css";

/** A few words on hover and focus. Never the only place of an information. */
export function Tooltip({
  text,
  children,
}: {
  readonly text: ReactNode;
  /** A button, or something in `Focusable`. */
  readonly children: ReactNode;
}): ReactNode {
  return (
    <TooltipTrigger delay={500}>
      {children}
      <AriaTooltip className={styles.tooltip} offset={6}>
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
