import { Trans, useLingui } from "@lingui/react/macro";
import type { FormEvent, ReactNode } from "react";
import { toFailure } from "../../api/problem.ts";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { FailureBanner } from "../../components/states.tsx";
import { UsernameField } from "../../components/username-field.tsx";
import styles from "./card.module.css";

/** A form of one question: failure, fields, primary action. */
export function QuestionForm({
  children,
  action,
  onSubmit,
  isBusy,
  error,
  shownByField = [],
  notice,
}: {
  readonly children: ReactNode;
  readonly action: string;
  readonly onSubmit: () => unknown;
  readonly isBusy: boolean;
  readonly error?: unknown;
  /** Error codes that a field shows itself. */
  readonly shownByField?: readonly string[];
  readonly notice?: ReactNode;
}): ReactNode {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    onSubmit();
    const form = event.currentTarget;
    // What has to be mended first is read out, and is where the user types.
    requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };
  const isSaid = error !== null && error !== undefined && shownByField.includes(toFailure(error).code);
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {notice !== undefined && <Banner tone="info">{notice}</Banner>}
      {!isSaid && <FailureBanner error={error} />}
      {children}
      <Button type="submit" kind="primary" size="large" isWide isBusy={isBusy}>
        {action}
      </Button>
    </form>
  );
}

/** The address that is signing in, and a link to use another one. */
export function Identity({
  email,
  onChange,
}: {
  readonly email: string;
  readonly onChange?: (() => void) | undefined;
}): ReactNode {
  const { t } = useLingui();
  return (
    <div className={styles.identity}>
      <span title={email}>{email}</span>
      <UsernameField email={email} />
      {onChange !== undefined && (
        <Button kind="quiet" size="small" onPress={onChange}>
          <Trans>Change</Trans>
          <span className="visually-hidden"> {t`e-mail address`}</span>
        </Button>
      )}
    </div>
  );
}

/** Separates the primary way from the others. */
export const Divider = (): ReactNode => (
  <div className={styles.divider}>
    <Trans>or</Trans>
  </div>
);

export const Stack = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <div className={styles.stack}>{children}</div>
);

export const Below = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <div className={styles.below}>{children}</div>
);
