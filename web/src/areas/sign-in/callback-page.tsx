import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { configQuery } from "../../api/config.ts";
import { ApiFailure, toFailure } from "../../api/problem.ts";
import { queryClient } from "../../api/query-client.ts";
import { useAction } from "../../api/use-action.ts";
import { Banner } from "../../components/banner.tsx";
import { Button, buttonClass } from "../../components/button.tsx";
import { showToast } from "../../components/show-toast.ts";
import { Bone, FailureBanner, Skeleton } from "../../components/states.tsx";
import { adoptTokens, currentSession, mayBeSignedIn } from "../../session/session.ts";
import { SignInCard } from "./card.tsx";
import { openReturnPath } from "./current-flow.ts";
import { beginAgain, exchangeCode } from "./hosted.ts";

/** Where an identity provider's sign-in returns. */
export function CallbackPage(): ReactNode {
  const { t } = useLingui();
  const search = useSearch({ from: "/callback" });
  const finish = useAction({
    run: async () => {
      const config = await queryClient.ensureQueryData(configQuery);
      if (search.error !== undefined) {
        if (await beginAgain(config, search)) return;
        throw new ApiFailure("request_refused");
      }
      const { tokens, begun } = await exchangeCode(config, search);
      await adoptTokens(tokens);
      await openReturnPath();
      if (begun?.sub === (await currentSession())?.sub) await showUnfinished(begun?.action);
    },
  });
  /** The request that needed a recent sign-in was lost with its page: the user has to repeat it. */
  const showUnfinished = async (action: string | undefined) => {
    if (action === undefined) return;
    await showToast({
      text: t`You have signed in again. Not done yet, choose it once more: ${action}`,
      stays: true,
    });
  };
  const isBegun = useRef(false);
  useEffect(() => {
    if (isBegun.current) return;
    isBegun.current = true;
    void finish.run();
  });
  const code = finish.error === null ? undefined : toFailure(finish.error).code;
  return (
    <SignInCard title={code === undefined ? t`Signing you in` : t`Not signed in`}>
      {code === undefined ? (
        <Skeleton>
          <Bone width="80%" />
          <Bone width="60%" />
        </Skeleton>
      ) : code === "request_refused" ? (
        <Banner tone="danger">
          {search.error === "access_denied" ? (
            <Trans>You did not give your consent at the provider.</Trans>
          ) : (
            <Trans>The provider's sign-in did not succeed. Try once more, or choose another way.</Trans>
          )}
        </Banner>
      ) : (
        <FailureBanner error={finish.error} />
      )}
      {code !== undefined && mayBeSignedIn() && (
        <Button kind="primary" size="large" isWide onPress={() => void openReturnPath()}>
          {t`Back to where you were`}
        </Button>
      )}
      {code !== undefined && !mayBeSignedIn() && (
        <Link to="/sign-in" className={buttonClass({ kind: "primary", size: "large", isWide: true })}>
          <Trans>Back to sign-in</Trans>
        </Link>
      )}
    </SignInCard>
  );
}
