import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Badge } from "../../../components/banner.tsx";
import shared from "../shared/shared.module.css";

/** The scopes that a group gives its members. */
export const Scopes = ({ scopes }: { readonly scopes: readonly string[] }): ReactNode =>
  scopes.length === 0 ? (
    <span className={shared.muted}>
      <Trans>None</Trans>
    </span>
  ) : (
    <span className={shared.scopes}>
      {scopes.map((scope) => (
        <Badge key={scope}>{scope}</Badge>
      ))}
    </span>
  );
