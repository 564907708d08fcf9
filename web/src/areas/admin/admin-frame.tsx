import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { AreaFrame } from "../../app/area-frame.tsx";

export function AdminFrame(): ReactNode {
  const { t } = useLingui();
  return (
    <AreaFrame
      title={t`Administration`}
      pages={[{ to: "/admin", label: t`Overview`, icon: "overview", isExact: true }]}
    />
  );
}
