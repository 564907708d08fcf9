import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { answer, api } from "../api/api.ts";
import { configQuery } from "../api/config.ts";
import { type Profile, profileQuery } from "../api/profile.ts";
import { useAction } from "../api/use-action.ts";
import { Button } from "../components/button.tsx";
import { FailureBanner } from "../components/states.tsx";
import { signOut, useSession } from "../session/session.ts";
import { Card, Page } from "./page.tsx";
import { TermsSentence } from "./terms-sentence.tsx";

/** Pages that no one has to accept anything for: to take one's data along and to leave. */
const OPEN_PAGES = ["/account/data"];

/**
 * Shows the pages of an area; to a user who has not accepted the current terms, the terms instead. If the profile can't be read,
 * the pages say so themselves.
 */
export function TermsGate({ children }: { readonly children: ReactNode }): ReactNode {
  const session = useSession();
  const { pathname } = useLocation();
  const { data: config } = useQuery(configQuery);
  const isAsked = session !== undefined && config?.terms !== undefined && !OPEN_PAGES.includes(pathname);
  const { data: me, isPending } = useQuery({ ...profileQuery, enabled: isAsked });
  if (!isAsked) return children;
  if (isPending) return null;
  const terms = me?.termsToAccept ?? null;
  return terms === null ? children : <AcceptTerms terms={terms} />;
}

function AcceptTerms({ terms }: { readonly terms: NonNullable<Profile["termsToAccept"]> }): ReactNode {
  const { t } = useLingui();
  const accept = useAction({
    run: () => answer(api().POST("/v1/me/consents", { body: { version: terms.version } })),
    // What was refused until now is loaded again.
    changes: [[]],
  });
  return (
    <Page title={t`Accept our terms`} lead={t`They apply from now on. You need to accept them to go on.`}>
      <Card
        title={t`Version ${terms.version}`}
        foot={
          <>
            <Button onPress={() => void signOut()}>{t`Sign out`}</Button>
            <Button isBusy={accept.isBusy} kind="primary" onPress={() => void accept.run()}>
              {t`Accept`}
            </Button>
          </>
        }
      >
        <FailureBanner error={accept.error} />
        <p>
          <TermsSentence terms={terms} />
        </p>
        <p>
          <Trans>
            If you don't agree, you can{" "}
            <Link to="/account/data">export your data or delete your account</Link>.
          </Trans>
        </p>
      </Card>
    </Page>
  );
}
