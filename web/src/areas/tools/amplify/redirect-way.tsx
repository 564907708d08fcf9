import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import type { AuthConfig } from "../../../api/config.ts";
import { Banner } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { CodeBlock } from "../../../components/code-block.tsx";
import { leaveForLoginPage } from "./sign-in-by-redirect.ts";
import type { Steps } from "./step-forms.tsx";
import { isTrusted, missingUrl, pageUrlOf } from "./ways.ts";

/** The pool's login page, and what it requires before it can be used. */
export function RedirectWay({
  config,
  steps: { isBusy, run, stage },
}: {
  readonly config: AuthConfig;
  readonly steps: Steps;
}): ReactNode {
  const { t } = useLingui();
  const [isRefused, setRefused] = useState(false);
  if (config.managedLogin === undefined) {
    return (
      <Banner tone="info">
        <Trans>
          This stack has no login page: <code>managedLogin</code> is off.
        </Trans>
      </Banner>
    );
  }
  const missing = missingUrl(config);
  if (missing !== undefined) {
    return (
      <>
        <Banner tone="info">
          <Trans>
            The login page can't return to this page yet. Add its address to <code>callbackUrls</code> and{" "}
            <code>logoutUrls</code> of the stage in <code>config/params.yml</code>, then deploy.
          </Trans>
        </Banner>
        <CodeBlock label={t`Address of this page`} code={missing} />
      </>
    );
  }
  const login = config.loginDomain ?? "";
  const page = pageUrlOf(config) ?? "";
  const leave = () =>
    run(async () => {
      const trusts = await isTrusted(config);
      setRefused(!trusts);
      if (trusts) await leaveForLoginPage();
      return stage;
    });
  return (
    <>
      <p>
        <Trans>
          Leaves for <code>https://{login}</code> with PKCE and a state, and comes back to <code>{page}</code>
          .
        </Trans>
      </p>
      {isRefused && (
        <>
          <Banner tone="warning">
            <Trans>
              The browser does not trust the certificate of <code>https://{login}</code>. Run this once, then
              try again:
            </Trans>
          </Banner>
          <CodeBlock label={t`Command`} code="npm run trust" />
        </>
      )}
      <div>
        <Button kind="primary" isBusy={isBusy} onPress={leave}>
          {t`Go to the login page`}
        </Button>
      </div>
    </>
  );
}
