import { type ReactNode, useId } from "react";
import type { AuthConfig } from "../../api/config.ts";
import { TermsSentence } from "../../app/terms-sentence.tsx";
import { Checkbox } from "../../components/choice.tsx";
import { Icon } from "../../components/icons.tsx";
import styles from "./card.module.css";

/** Asks for consent to the terms. */
export function Agreement({
  terms,
  isAgreed,
  onChange,
  problem,
}: {
  readonly terms: NonNullable<AuthConfig["terms"]>;
  readonly isAgreed: boolean;
  readonly onChange: (isAgreed: boolean) => void;
  readonly problem: string | undefined;
}): ReactNode {
  const id = useId();
  return (
    <div>
      <Checkbox
        isSelected={isAgreed}
        onChange={onChange}
        isInvalid={problem !== undefined}
        {...(problem === undefined ? {} : { "aria-describedby": id })}
      >
        <TermsSentence terms={terms} />
      </Checkbox>
      {problem !== undefined && (
        <p id={id} className={styles.problem} role="alert">
          <Icon name="alert" size={14} />
          {problem}
        </p>
      )}
    </div>
  );
}
