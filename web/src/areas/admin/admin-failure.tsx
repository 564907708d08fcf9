import type { ErrorComponentProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { RouteFailure } from "../../app/route-failure.tsx";
import { useHasScope } from "./shared/use-scopes.ts";

/** Inside the frame, which has the page's `main`. Users without any of the area's scopes get no frame. */
export function AdminFailure(props: ErrorComponentProps): ReactNode {
  const isStaff = [useHasScope("api/users.read"), useHasScope("api/audit.read")].includes(true);
  return <RouteFailure {...props} isInFrame={isStaff} />;
}
