import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { User, UserStatus } from "../../../../../clients/typescript/api-types.ts";
import { Badge, type Tone } from "../../../components/banner.tsx";

export const STATUS_TEXTS: Readonly<Record<UserStatus, MessageDescriptor>> = {
  CONFIRMED: msg`Active`,
  UNCONFIRMED: msg`Not confirmed`,
  FORCE_CHANGE_PASSWORD: msg`Invited`,
  RESET_REQUIRED: msg`Password reset`,
  EXTERNAL_PROVIDER: msg`By provider`,
  ARCHIVED: msg`Archived`,
  COMPROMISED: msg`Compromised`,
  UNKNOWN: msg`Unknown`,
};

const TONES: Partial<Readonly<Record<UserStatus, Tone>>> = {
  CONFIRMED: "success",
  EXTERNAL_PROVIDER: "success",
  UNCONFIRMED: "warning",
  FORCE_CHANGE_PASSWORD: "info",
  RESET_REQUIRED: "warning",
  COMPROMISED: "danger",
};

/** Whether the user can sign in, and if not, what is missing. */
export function StatusBadge({ user }: { readonly user: Pick<User, "status" | "enabled"> }): ReactNode {
  const { t } = useLingui();
  if (!user.enabled) {
    return (
      <Badge tone="danger">
        <Trans>Disabled</Trans>
      </Badge>
    );
  }
  return <Badge tone={TONES[user.status] ?? "neutral"}>{t(STATUS_TEXTS[user.status])}</Badge>;
}
