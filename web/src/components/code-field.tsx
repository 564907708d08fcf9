import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "./button.tsx";
import styles from "./field.module.css";
import { TextField } from "./text-field.tsx";

interface CodeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
  /** Called once for a complete code, typed or pasted. */
  readonly onComplete?: (code: string) => void;
  /** Number of digits, six by default; shorter codes are never complete. */
  readonly digits?: number;
  readonly problem?: ReactNode;
  readonly hint?: ReactNode;
  /** While a code is being checked: the focus stays. */
  readonly isReadOnly?: boolean;
  readonly autoFocus?: boolean;
}

/** One input for the whole code: it accepts pasting and the phone's autofill, and submits itself when it is complete. */
export function CodeField({ value, onChange, onComplete, digits = 6, ...rest }: CodeFieldProps): ReactNode {
  const sent = useRef("");
  const change = (text: string) => {
    const code = text.replace(/\D/g, "").slice(0, digits);
    onChange(code);
    if (code.length < digits) sent.current = "";
    else if (sent.current !== code) {
      sent.current = code;
      onComplete?.(code);
    }
  };
  return (
    <TextField
      {...rest}
      size="large"
      type="text"
      inputMode="numeric"
      autoComplete="one-time-code"
      name="code"
      value={value}
      onChange={change}
      inputClassName={styles.code}
    />
  );
}

/**
 * "Send again", after a wait. The seconds are only visible; a screen reader hears when the button can be pressed.
 *
 * @param waitUntil in milliseconds since the epoch; missing or in the past: at once
 */
export function Resend(props: {
  readonly waitUntil?: number;
  readonly onResend: () => void;
  readonly isBusy?: boolean;
}): ReactNode {
  const { t } = useLingui();
  const seconds = useSecondsUntil(props.waitUntil);
  return seconds > 0 ? (
    <span className={styles.hint}>
      <Trans>Send again in {seconds} s</Trans>
    </span>
  ) : (
    <Button kind="link" onPress={props.onResend} isDisabled={props.isBusy}>
      {t`Send again`}
    </Button>
  );
}

const secondsUntil = (time: number): number => Math.max(0, Math.ceil((time - Date.now()) / 1000));

/** Whole seconds until then, counted down. */
function useSecondsUntil(time = 0): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(time));
  useEffect(() => {
    const count = () => {
      setSeconds(secondsUntil(time));
      if (secondsUntil(time) === 0) clearInterval(timer);
    };
    const timer = setInterval(count, 250);
    count();
    return () => clearInterval(timer);
  }, [time]);
  return seconds;
}
