import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { AreaFrame } from "../../app/area-frame.tsx";

export function ToolsFrame(): ReactNode {
  const { t } = useLingui();
  return (
    <AreaFrame
      title={t`Developer tools`}
      pages={[{ to: "/tools/tokens", label: t`Tokens`, icon: "token" }]}
    />
  );
}
