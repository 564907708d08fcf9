import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Badge } from "../../../components/banner.tsx";
import type { PoolUser } from "./cognito.ts";

/** Cognito's name of the status, and whether the user may sign in. */
export function StatusBadge({ user }: { readonly user: PoolUser }): ReactNode {
  const { t } = useLingui();
  if (user.Enabled === false) return <Badge tone="danger">{t`Disabled`}</Badge>;
  return <Badge tone={user.UserStatus === "CONFIRMED" ? "success" : "warning"}>{user.UserStatus}</Badge>;
}
