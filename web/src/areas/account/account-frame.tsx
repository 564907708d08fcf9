import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { configQuery } from "../../api/config.ts";
import { AreaFrame } from "../../app/area-frame.tsx";

export function AccountFrame(): ReactNode {
  const { t } = useLingui();
  const { data: config } = useQuery(configQuery);
  return (
    <AreaFrame
      title={t`Your account`}
      isNarrow
      pages={[
        { to: "/account", label: t`Profile`, icon: "user", isExact: true },
        { to: "/account/security", label: t`Security`, icon: "shield" },
        { to: "/account/activity", label: t`Activity`, icon: "clock" },
        { to: "/files", label: t`Files`, icon: "file", scope: "api/files" },
        ...(config?.organizations === true
          ? [{ to: "/organizations", label: t`Organizations`, icon: "groups" } as const]
          : []),
        { to: "/account/data", label: t`Your data`, icon: "download" },
      ]}
    />
  );
}
