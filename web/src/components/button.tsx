import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import styles from "./button.module.css";
import { classNames } from "./class-names.ts";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children"> {
  readonly children: ReactNode;
  /** One primary action per view; `danger` for destructive actions; `link` looks like a link in a sentence. */
  readonly kind?: "primary" | "secondary" | "quiet" | "danger" | "link";
  readonly size?: "small" | "large";
  readonly isWide?: boolean;
  /** The action is running: a spinner replaces the label, the width stays, and presses do nothing. */
  readonly isBusy?: boolean;
}

const looks = ({ kind = "secondary", size, isWide, isBusy }: Partial<ButtonProps>): string =>
  kind === "link"
    ? classNames(styles.link)
    : classNames(
        styles.button,
        styles[kind],
        size !== undefined && styles[size],
        isWide && styles.wide,
        isBusy && styles.busy,
      );

export function Button({
  children,
  kind,
  size,
  isWide,
  isBusy = false,
  onPress,
  type,
  ...rest
}: ButtonProps): ReactNode {
  const { t } = useLingui();
  // Not React Aria's isPending: its announcer stays in the page after the button has gone.
  const pressed = isBusy ? { type: "button" as const, "aria-disabled": true } : { type, onPress };
  return (
    <AriaButton {...rest} {...pressed} className={looks({ kind, size, isWide, isBusy })}>
      <span className={kind === "link" ? undefined : styles.label}>{children}</span>
      {isBusy && kind !== "link" && <span className={styles.ring} aria-hidden="true" />}
      <span className="visually-hidden" aria-live="polite">
        {isBusy ? t`In progress` : ""}
      </span>
    </AriaButton>
  );
}

/** A button with only an icon. Its label is read out, and shown as a tooltip inside a `Tooltip`. */
export function IconButton({
  label,
  children,
  size,
  kind = "quiet",
  ...rest
}: Omit<ButtonProps, "isWide" | "isBusy"> & { readonly label: string }): ReactNode {
  return (
    <AriaButton {...rest} aria-label={label} className={classNames(looks({ kind, size }), styles.icon)}>
      {children}
    </AriaButton>
  );
}

/** The class for a link that looks like a button: `<Link className={buttonClass({ kind: "primary" })}>`. */
export const buttonClass = looks;
