import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { AuthConfig } from "../api/config.ts";

/** What a user agrees to. The links open in a new tab: nothing typed here gets lost. */
export function TermsSentence({
  terms: { termsUrl, privacyUrl },
}: {
  readonly terms: Pick<NonNullable<AuthConfig["terms"]>, "termsUrl" | "privacyUrl">;
}): ReactNode {
  return (
    <Trans>
      I accept the{" "}
      <a href={termsUrl} target="_blank" rel="noreferrer">
        terms of use
      </a>{" "}
      and the{" "}
      <a href={privacyUrl} target="_blank" rel="noreferrer">
        privacy policy
      </a>
      .
    </Trans>
  );
}
