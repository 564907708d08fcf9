import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { OverviewDay } from "../../../../../clients/typescript/api-types.ts";
import { Card } from "../../../app/page.tsx";
import { Empty } from "../../../components/states.tsx";
import { refusalsOf, sum } from "./figures.ts";
import { Shares } from "./shares.tsx";

/** Codes that have a text; any other code is shown as it is, so that it can be looked up. */
const CAUSES: Readonly<Record<string, MessageDescriptor>> = {
  invalid_credentials: msg`Wrong address or password`,
  code_mismatch: msg`Wrong code`,
  code_expired: msg`Expired code`,
  link_expired: msg`Link no longer valid`,
  link_of_another_browser: msg`Link for another browser`,
  session_expired: msg`Took too long`,
  too_many_requests: msg`Too many tries`,
  request_refused: msg`Refused by a rule`,
  passkey_refused: msg`Passkey not accepted`,
  account_unavailable: msg`Account disabled or deleted`,
  invalid_password: msg`New password not accepted`,
  factor_not_available: msg`Second factor not available`,
};

const MAX_CAUSES = 6;

/** Why sign-ins were refused, the most frequent cause first. */
export function FailureShares({ days }: { readonly days: readonly OverviewDay[] }): ReactNode {
  const { t } = useLingui();
  const refusals = refusalsOf(days);
  const whole = sum(refusals.map(([, count]) => count));
  const rest = sum(refusals.slice(MAX_CAUSES).map(([, count]) => count));
  const shares = refusals.slice(0, MAX_CAUSES).map(([code, count]) => {
    const text = CAUSES[code];
    return { id: code, label: text === undefined ? code : t(text), count };
  });
  return (
    <Card
      title={t`Refused sign-ins by cause`}
      action={
        <Link
          to="/admin/audit"
          search={{ type: "sign_in_failed", from: days[0]?.day ?? "", to: days.at(-1)?.day ?? "" }}
        >
          <Trans>Show in audit log</Trans>
        </Link>
      }
    >
      {whole === 0 ? (
        <Empty icon="check" title={t`No refused sign-ins in this time`} />
      ) : (
        <Shares
          shares={rest === 0 ? shares : [...shares, { id: "rest", label: t`Other causes`, count: rest }]}
          whole={whole}
        />
      )}
    </Card>
  );
}
