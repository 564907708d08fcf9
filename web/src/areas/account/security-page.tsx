import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { toFailure } from "../../api/problem.ts";
import { Card, Page } from "../../app/page.tsx";
import { Button } from "../../components/button.tsx";
import { Bone, Empty, Loaded } from "../../components/states.tsx";
import { FactorsCard } from "./factors-card.tsx";
import { IdentitiesCard } from "./identities-card.tsx";
import { PasskeysCard } from "./passkeys-card.tsx";
import { PasswordCard } from "./password-card.tsx";
import { mfaQuery, passkeysQuery, profileQuery, sessionsQuery } from "./queries.ts";
import { RecoveryCard } from "./recovery-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";

/** How one signs in, and where one is signed in. The API shows it after a recent sign-in only. */
export function SecurityPage(): ReactNode {
  const { t } = useLingui();
  const [me, mfa, passkeys, sessions] = [
    useQuery(profileQuery),
    useQuery(mfaQuery),
    useQuery(passkeysQuery),
    useQuery(sessionsQuery),
  ];
  const isAsked = [mfa, passkeys, sessions].some(
    ({ error, data }) =>
      data === undefined && error !== null && toFailure(error).code === "reauthentication_required",
  );
  return (
    <Page title={t`Security`} lead={t`How you sign in, and where you are signed in.`}>
      {isAsked ? (
        <SignInAgain />
      ) : (
        <>
          <Loaded query={me} skeleton={<Bone height={9} />}>
            {(profile) => <PasswordCard me={profile} />}
          </Loaded>
          <Loaded query={mfa} skeleton={<Bone height={16} />}>
            {(factors) => (
              <>
                <FactorsCard factors={factors} me={me.data} />
                {factors.enabled.length > 0 && <RecoveryCard left={factors.recoveryCodesLeft} />}
              </>
            )}
          </Loaded>
          <Loaded query={passkeys} skeleton={<Bone height={11} />}>
            {({ items }) => <PasskeysCard passkeys={items} />}
          </Loaded>
          <Loaded query={sessions} skeleton={<Bone height={11} />}>
            {({ items }) => <SessionsCard sessions={items} />}
          </Loaded>
          {me.data !== undefined && me.data.identities.length > 0 && (
            <IdentitiesCard identities={me.data.identities} />
          )}
        </>
      )}
    </Page>
  );
}

/** The dialog that asks for it was closed. */
function SignInAgain(): ReactNode {
  const { t } = useLingui();
  const queries = useQueryClient();
  return (
    <Card>
      <Empty
        icon="lock"
        title={t`Sign in again to see this`}
        action={
          <Button
            kind="primary"
            onPress={() => void queries.refetchQueries({ queryKey: ["me"], type: "active" })}
          >
            {t`Sign in again`}
          </Button>
        }
      >
        <Trans>Your last sign-in was a while ago. What protects your account is shown after a new one.</Trans>
      </Empty>
    </Card>
  );
}
