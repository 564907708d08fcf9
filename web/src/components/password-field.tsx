import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { ToggleButton } from "react-aria-components/ToggleButton";
import styles from "./field.module.css";
import { Icon } from "./icons.tsx";
import { TextField, type TextFieldProps } from "./text-field.tsx";

/** One requirement of the rule for new passwords. */
export interface PasswordPoint {
  readonly text: string;
  readonly isMet: boolean;
}

interface PasswordFieldProps extends Omit<TextFieldProps, "type" | "after" | "rows" | "below" | "isMono"> {
  readonly autoComplete: "current-password" | "new-password";
  /** The requirements, and whether the typed password meets each. */
  readonly rule?: readonly PasswordPoint[];
}

/** A password with a button that shows it, and the rule as a list that updates as the user types. */
export function PasswordField({ rule, ...props }: PasswordFieldProps): ReactNode {
  const { t } = useLingui();
  const [isShown, setShown] = useState(false);
  const hasText = (props.value ?? "") !== "";
  return (
    <TextField
      {...props}
      type={isShown ? "text" : "password"}
      spellCheck="false"
      after={
        <ToggleButton
          className={styles.reveal}
          aria-label={t`Show password`}
          isSelected={isShown}
          onChange={setShown}
        >
          <Icon name={isShown ? "eyeOff" : "eye"} />
        </ToggleButton>
      }
      below={rule && <Rule points={rule} hasText={hasText} isMissed={props.problem !== undefined} />}
    />
  );
}

function Rule(props: {
  readonly points: readonly PasswordPoint[];
  readonly hasText: boolean;
  readonly isMissed: boolean;
}): ReactNode {
  const { t } = useLingui();
  return (
    <ul className={styles.rules} aria-label={t`Password rule`}>
      {props.points.map(({ text, isMet }) => {
        const isDone = isMet && props.hasText;
        return (
          <li key={text} className={isDone ? styles.met : props.isMissed ? styles.missed : undefined}>
            <Icon name={isDone ? "check" : "dot"} />
            <span>
              {text}
              {isDone && <span className="visually-hidden"> {t`(met)`}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
