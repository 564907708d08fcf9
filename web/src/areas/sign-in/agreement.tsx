import { Trans } from "@lingui/react/macro";
import { type ReactNode, useId } from "react";
import type { AuthConfig } from "../../api/config.ts";
import { Checkbox } from "../../components/choice.tsx";
import { Icon } from "../../components/icons.tsx";
import styles from "./card.module.css";

/** Asks for consent to the terms; the links open in a new tab, so that what was typed stays. */
export function Agreement({
  terms: { termsUrl, privacyUrl },
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
        <Trans>
          I accept the{" "}
          <a href={termsUrl} target="_blank" rel="noreferrer">
            terms of use
          </a>{" "}
          and the{" "}
          <a href={privacyUrl} target="_blank" rel="noreferrer">
            privacy policy
          </a>
          .
        </Trans>
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
