import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { classNames } from "../../../components/class-names.ts";
import { formatExact, formatRelative } from "../../../i18n/format.ts";
import { useNow } from "../../../i18n/languages.ts";
import { timeOf } from "./checks.ts";
import styles from "./countdown.module.css";
import type { Members } from "./read-token.ts";

const RADIUS = 34;
const CIRCUMFERENCE = 2 * Math.PI * RADIUS;

/** `59:12`, `23:59:59`, `12 d` */
function clock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (number: number) => String(Math.floor(number)).padStart(2, "0");
  if (seconds >= 86_400) return `${Math.floor(seconds / 86_400)} d`;
  const rest = `${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
  return seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${rest}` : rest;
}

interface Left {
  /** Milliseconds; missing if the token never expires. */
  readonly ms: number | undefined;
  /** The share of the token's lifetime that is left. */
  readonly share: number;
}

function leftOf(claims: Members, now: number): Left {
  const ends = timeOf(claims.exp);
  if (ends === undefined) return { ms: undefined, share: 1 };
  const begins = timeOf(claims.iat) ?? timeOf(claims.nbf) ?? now;
  const ms = Math.max(0, ends - now);
  return { ms, share: ms === 0 ? 0 : Math.min(1, ms / Math.max(1, ends - begins)) };
}

function Ring({ ms, share }: Left): ReactNode {
  return (
    <>
      <svg viewBox="0 0 80 80" aria-hidden="true">
        <circle cx="40" cy="40" r={RADIUS} className={styles.track} />
        <circle
          cx="40"
          cy="40"
          r={RADIUS}
          className={classNames(styles.left, share < 0.1 && styles.low)}
          strokeDasharray={`${share * CIRCUMFERENCE} ${CIRCUMFERENCE}`}
        />
      </svg>
      <span className={styles.clock}>{ms === undefined ? "∞" : clock(ms)}</span>
    </>
  );
}

/** How long the token is still valid: a ring that empties, and the time left. */
export function Countdown({ claims }: { readonly claims: Members }): ReactNode {
  const { t } = useLingui();
  const now = useNow(1000);
  const ends = timeOf(claims.exp);
  const left = leftOf(claims, now);
  const words = ends === undefined ? t`Never ends` : left.ms === 0 ? t`Ended` : t`Time left`;
  return (
    <div className={styles.countdown}>
      <div className={styles.ring} role="timer" aria-label={words}>
        <Ring {...left} />
      </div>
      <div className={styles.words}>
        <strong>{words}</strong>
        {ends !== undefined && (
          <span>
            {formatExact(ends)} ({formatRelative(ends, now)})
          </span>
        )}
      </div>
    </div>
  );
}
