import { useLingui } from "@lingui/react/macro";
import { Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { AreaFrame } from "../../app/area-frame.tsx";
import { useHasScope } from "./shared/use-scopes.ts";

/** The pages that this user's scopes open. Users without any see which one is missing, and no frame. */
export function AdminFrame(): ReactNode {
  const { t } = useLingui();
  const isStaff = [useHasScope("api/users.read"), useHasScope("api/audit.read")].includes(true);
  if (!isStaff) return <Outlet />;
  return (
    <AreaFrame
      title={t`Administration`}
      pages={[
        { to: "/admin", label: t`Overview`, icon: "overview", isExact: true, scope: "api/audit.read" },
        { to: "/admin/users", label: t`Users`, icon: "user", scope: "api/users.read" },
        { to: "/admin/groups", label: t`Groups`, icon: "groups", scope: "api/users.read" },
        { to: "/admin/sessions", label: t`Sessions`, icon: "device", scope: "api/audit.read" },
        { to: "/admin/audit", label: t`Audit log`, icon: "clock", scope: "api/audit.read" },
      ]}
    />
  );
}
