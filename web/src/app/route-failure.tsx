import { Trans, useLingui } from "@lingui/react/macro";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ApiFailure } from "../api/problem.ts";
import { buttonClass } from "../components/button.tsx";
import { Empty, Failure } from "../components/states.tsx";
import { MissingScope } from "../session/guards.ts";
import styles from "./frame.module.css";

/** If a page's code or texts can't be loaded, the browser throws an error of its own. */
const offline = (cause: unknown): ApiFailure => new ApiFailure("offline", { cause });

/** In place of a route that could not be shown: the name of a missing scope, or a failure with a retry. */
export function RouteFailure({
  error,
  reset,
  isInFrame = false,
}: ErrorComponentProps & {
  /** The surrounding frame has the page's `main`. */
  readonly isInFrame?: boolean;
}): ReactNode {
  const router = useRouter();
  const Around = isInFrame ? "div" : "main";
  const retry = async () => {
    await router.invalidate();
    reset();
  };
  return (
    <Around className={styles.alone}>
      {error instanceof MissingScope ? (
        <Forbidden scope={error.scope} />
      ) : (
        <Failure isPage error={navigator.onLine ? error : offline(error)} onRetry={() => void retry()} />
      )}
    </Around>
  );
}

/** A page that the user's groups do not open. */
function Forbidden({ scope }: { readonly scope: string }): ReactNode {
  const { t } = useLingui();
  return (
    <Empty
      isPage
      icon="lock"
      title={t`Your account has no access`}
      action={
        <Link to="/account" className={buttonClass({})}>
          <Trans>Go to your account</Trans>
        </Link>
      }
    >
      <Trans>
        This page needs the scope <code>{scope}</code>. An administrator gives it through a group.
      </Trans>
    </Empty>
  );
}
