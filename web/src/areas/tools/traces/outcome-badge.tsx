import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Badge } from "../../../components/banner.tsx";
import type { TraceSummary } from "./trace.ts";

const TONES = { open: "info", ok: "success", refused: "warning", failed: "danger" } as const;

/** The outcome and the status. */
export function OutcomeBadge({ trace }: { readonly trace: TraceSummary }): ReactNode {
  const { t } = useLingui();
  const words = { open: t`Open`, ok: t`OK`, refused: t`Refused`, failed: t`Failed` };
  return (
    <Badge tone={TONES[trace.outcome]}>
      {words[trace.outcome]}
      {trace.status !== null && ` ${trace.status}`}
    </Badge>
  );
}
