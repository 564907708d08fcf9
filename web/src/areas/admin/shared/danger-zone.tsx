import { Trans } from "@lingui/react/macro";
import { type ReactNode, useId } from "react";
import { Button } from "../../../components/button.tsx";
import styles from "./danger-zone.module.css";

/** Destructive actions, at the end of a page. */
export function DangerZone({ children }: { readonly children: ReactNode }): ReactNode {
  const id = useId();
  return (
    <section className={styles.zone} aria-labelledby={id}>
      <h2 id={id}>
        <Trans>Danger zone</Trans>
      </h2>
      {children}
    </section>
  );
}

/** One action, and what it means. */
export const DangerStep = ({
  verb,
  children,
  kind = "danger",
  onPress,
}: {
  /** Its title, and on its button. */
  readonly verb: string;
  readonly children: ReactNode;
  readonly kind?: "danger" | "secondary";
  readonly onPress: () => void;
}): ReactNode => (
  <div className={styles.step}>
    <div>
      <h3>{verb}</h3>
      <p>{children}</p>
    </div>
    <Button kind={kind} onPress={onPress}>
      {verb}
    </Button>
  </div>
);
