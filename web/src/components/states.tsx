import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { type ApiFailure, toFailure } from "../api/problem.ts";
import { useProblemText } from "../api/problem-texts.ts";
import { Banner } from "./banner.tsx";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { CopyButton } from "./copy-button.tsx";
import { Icon, type IconName } from "./icons.tsx";
import styles from "./states.module.css";

/** One bar of a skeleton; sizes in rem, or in percent of the parent. */
export const Bone = ({
  width = "100%",
  height = 1,
}: {
  readonly width?: number | string;
  readonly height?: number;
}): ReactNode => (
  <span
    className={styles.bone}
    style={{ width: typeof width === "number" ? `${width}rem` : width, height: `${height}rem` }}
  />
);

/** The layout of what is loading, shown after 150 ms, so that a quick answer does not flash. */
export function Skeleton({ children }: { readonly children: ReactNode }): ReactNode {
  const { t } = useLingui();
  return (
    <div className={styles.skeleton} role="status" aria-label={t`Loading`}>
      {children}
    </div>
  );
}

/** An empty list: one line on what it is, and the first action. */
export function Empty({
  icon = "info",
  title,
  children,
  action,
  isPage = false,
}: {
  readonly icon?: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** All that the page is: its title is the page's. */
  readonly isPage?: boolean;
}): ReactNode {
  const Title = isPage ? "h1" : "h2";
  return (
    <div className={styles.state}>
      <span className={styles.icon}>
        <Icon name={icon} size={18} />
      </span>
      <div className={styles.words}>
        <Title>{title}</Title>
        {children !== undefined && <p>{children}</p>}
      </div>
      {action !== undefined && <div className={styles.actions}>{action}</div>}
    </div>
  );
}

/** The request's id in the log, to pass on to support. */
export function RequestId({
  failure,
  isInBanner = false,
}: {
  readonly failure: ApiFailure;
  /** Below a line of text, in its colour. */
  readonly isInBanner?: boolean;
}): ReactNode {
  const { t } = useLingui();
  if (failure.requestId === undefined) return null;
  const id = failure.requestId.replace(/^urn:[a-z-]+:/, "");
  return (
    <span className={classNames(styles.request, isInBanner && styles.inBanner)}>
      <span>
        <Trans>Request</Trans> <code>{id}</code>
      </span>
      <CopyButton text={id} label={t`Copy request id`} />
    </span>
  );
}

/** Replaces what could not be loaded: what happened, the request's id, a retry. */
export function Failure({
  error,
  onRetry,
  isPage = false,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** All that the page is: its title is the page's. */
  readonly isPage?: boolean;
}): ReactNode {
  const { t } = useLingui();
  const failure = toFailure(error);
  const { title, text } = useProblemText()(failure);
  const Title = isPage ? "h1" : "h2";
  return (
    <div className={styles.state} role="alert">
      <span className={styles.icon}>
        <Icon name={failure.code === "offline" ? "offline" : "alert"} size={18} />
      </span>
      <div className={styles.words}>
        <Title>{title}</Title>
        <p>{text}</p>
      </div>
      {onRetry !== undefined && (
        <div className={styles.actions}>
          <Button onPress={onRetry}>{t`Try again`}</Button>
        </div>
      )}
      <RequestId failure={failure} />
    </div>
  );
}

/** A refusal that the user can act on, such as a wrong password: support has nothing to look up. */
const isRefusal = ({ status }: ApiFailure): boolean => status >= 400 && status < 500;

/** Above a form or beside older data: what happened, in one line, and the request's id if the service failed. */
export function FailureBanner({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
}): ReactNode {
  const { t } = useLingui();
  const textOf = useProblemText();
  if (error === null || error === undefined) return null;
  const failure = toFailure(error);
  return (
    <Banner
      tone="danger"
      action={
        onRetry && (
          <Button size="small" onPress={onRetry}>
            {t`Try again`}
          </Button>
        )
      }
    >
      <span>{textOf(failure).text}</span>
      {!isRefusal(failure) && <RequestId failure={failure} isInBanner />}
    </Banner>
  );
}

/** The part of TanStack Query's result that is used here. */
interface Query<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly refetch: () => unknown;
}

/** A query in each of its states: a skeleton while loading, a failure, or older data with a banner if the last reload failed. */
export function Loaded<Data>({
  query,
  skeleton,
  children,
  isPage = false,
}: {
  readonly query: Query<Data>;
  readonly skeleton: ReactNode;
  /** Without the data, the page would not have a title: the failure's title becomes the page's. */
  readonly isPage?: boolean;
  readonly children: (data: Data) => ReactNode;
}): ReactNode {
  const retry = () => void query.refetch();
  if (query.data === undefined) {
    return query.error !== null && query.error !== undefined ? (
      <Failure isPage={isPage} error={query.error} onRetry={retry} />
    ) : (
      <Skeleton>{skeleton}</Skeleton>
    );
  }
  return (
    <>
      {query.error !== null && query.error !== undefined && (
        <FailureBanner error={query.error} onRetry={retry} />
      )}
      {children(query.data)}
    </>
  );
}
