import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { brandOf, configQuery } from "../../api/config.ts";
import { failureOfProblem, toFailure } from "../../api/problem.ts";
import { useAction } from "../../api/use-action.ts";
import { Banner } from "../../components/banner.tsx";
import { buttonClass } from "../../components/button.tsx";
import { auth } from "../../session/session.ts";
import { SignInCard } from "./card.tsx";
import { openReturnPath } from "./current-flow.ts";
import { useLinkToken } from "./link-token.ts";
import { QuestionForm } from "./parts.tsx";

/** Where a sign-in link leads. It signs in only when the button is pressed: mail scanners and previews open links, too. */
export function LinkPage(): ReactNode {
  const token = useLinkToken();
  // Another link, opened over this page, starts with its own state.
  return token === undefined ? <Incomplete /> : <SignInByLink key={token} token={token} />;
}

function SignInByLink({ token }: { readonly token: string }): ReactNode {
  const { t } = useLingui();
  const { data: config } = useQuery(configQuery);
  const { name } = brandOf(config);
  const signIn = useAction({
    run: async () => {
      const step = await auth().completeLink({ token });
      if (step.kind === "refused") throw failureOfProblem(step.problem);
      await openReturnPath();
    },
  });
  const code = signIn.error === null ? undefined : toFailure(signIn.error).code;
  if (code === "link_of_another_browser") return <OfAnotherBrowser />;
  if (code === "link_expired") return <Expired />;
  return (
    <SignInCard title={t`Sign in`} lead={<Trans>to continue to {name}</Trans>}>
      <QuestionForm
        action={t`Sign in`}
        onSubmit={() => signIn.run()}
        isBusy={signIn.isBusy}
        error={signIn.error}
      >
        <p>
          <Trans>Your link is ready. Press the button to finish signing in.</Trans>
        </p>
      </QuestionForm>
    </SignInCard>
  );
}

function AskAgain({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Link to="/sign-in" className={buttonClass({ kind: "primary", size: "large", isWide: true })}>
      {children}
    </Link>
  );
}

function OfAnotherBrowser(): ReactNode {
  const { t } = useLingui();
  return (
    <SignInCard title={t`Not in this browser`}>
      <Banner tone="warning">
        <Trans>
          This link was asked for in another browser or on another device, and only works there. Open it
          there, or ask for a link here.
        </Trans>
      </Banner>
      <p>
        <Trans>If you did not ask for it, close this page: the link alone signs no one in.</Trans>
      </p>
      <AskAgain>
        <Trans>Ask for a link here</Trans>
      </AskAgain>
    </SignInCard>
  );
}

function Expired(): ReactNode {
  const { t } = useLingui();
  return (
    <SignInCard title={t`This link no longer works`}>
      <Banner tone="warning">
        <Trans>It was used already, is too old, or is not complete.</Trans>
      </Banner>
      <AskAgain>
        <Trans>Ask for a new link</Trans>
      </AskAgain>
    </SignInCard>
  );
}

/** The page was loaded anew, or the mail program has cut the link off. */
function Incomplete(): ReactNode {
  const { t } = useLingui();
  return (
    <SignInCard title={t`Open the link once more`}>
      <Banner tone="info">
        <Trans>
          A part of the link is missing here. Open it from the mail once more, or ask for a new one.
        </Trans>
      </Banner>
      <AskAgain>
        <Trans>Ask for a new link</Trans>
      </AskAgain>
    </SignInCard>
  );
}
