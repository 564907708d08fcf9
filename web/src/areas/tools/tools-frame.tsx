import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { AreaFrame, type AreaPage } from "../../app/area-frame.tsx";
import { localCloudQuery } from "./laptop/local-api.ts";

/** Pages that need the local cloud. */
function useLocalPages(): readonly AreaPage[] {
  const { t } = useLingui();
  const { data: isThere } = useQuery(localCloudQuery);
  if (isThere !== true) return [];
  return [
    { to: "/tools/inbox", label: t`Inbox`, icon: "inbox" },
    { to: "/tools/events", label: t`Events`, icon: "bell" },
    { to: "/tools/traces", label: t`Traces`, icon: "overview" },
    { to: "/tools/pools", label: t`Pools`, icon: "groups" },
    { to: "/tools/clock", label: t`Clock`, icon: "clock" },
    { to: "/tools/demo-users", label: t`Demo users`, icon: "user" },
    { to: "/tools/faults", label: t`Faults`, icon: "alert" },
    { to: "/tools/snapshots", label: t`Snapshots`, icon: "file" },
  ];
}

export function ToolsFrame(): ReactNode {
  const { t } = useLingui();
  const localPages = useLocalPages();
  return (
    <AreaFrame
      title={t`Developer tools`}
      pages={[
        { to: "/tools/tokens", label: t`Tokens`, icon: "token" },
        { to: "/tools/amplify", label: t`Amplify and SDK`, icon: "code" },
        ...localPages,
      ]}
    />
  );
}
