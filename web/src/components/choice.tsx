import type { ReactNode } from "react";
import {
  Checkbox as AriaCheckbox,
  type CheckboxProps as AriaCheckboxProps,
} from "react-aria-components/Checkbox";
import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from "react-aria-components/Switch";
import styles from "./choice.module.css";
import { Icon } from "./icons.tsx";

interface Words {
  readonly children?: ReactNode;
  /** An explanation in one line. */
  readonly hint?: ReactNode;
}

const Words = ({ children, hint }: Words): ReactNode =>
  children === undefined ? null : (
    <span className={styles.text}>
      <span>{children}</span>
      {hint !== undefined && <span className={styles.hint}>{hint}</span>}
    </span>
  );

/** Takes effect when the form is submitted. */
export function Checkbox({
  children,
  hint,
  ...rest
}: Words & Omit<AriaCheckboxProps, "children" | "className" | "style">): ReactNode {
  return (
    <AriaCheckbox {...rest} className={styles.checkbox}>
      {({ isIndeterminate }) => (
        <>
          <span className={styles.box} aria-hidden="true">
            {isIndeterminate ? (
              <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
                <path d="M2 5h6" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
              </svg>
            ) : (
              <Icon name="check" size={14} />
            )}
          </span>
          <Words hint={hint}>{children}</Words>
        </>
      )}
    </AriaCheckbox>
  );
}

/** Takes effect at once. */
export function Switch({
  children,
  hint,
  ...rest
}: Words & Omit<AriaSwitchProps, "children" | "className" | "style">): ReactNode {
  return (
    <AriaSwitch {...rest} className={styles.switch}>
      <span className={styles.track} aria-hidden="true" />
      <Words hint={hint}>{children}</Words>
    </AriaSwitch>
  );
}
