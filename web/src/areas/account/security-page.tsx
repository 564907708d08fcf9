import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type Profile, profileQuery } from "../../api/profile.ts";
import { Card, Page } from "../../app/page.tsx";
import { NamedProviderMark } from "../../components/provider-mark.tsx";
import { providerNameOf } from "../../components/provider-name.ts";
import { Single } from "../../components/rows.tsx";
import { Bone, Loaded } from "../../components/states.tsx";
import { useSession } from "../../session/session.ts";
import { FactorsCard } from "./factors-card.tsx";
import { IdentitiesCard } from "./identities-card.tsx";
import { PasskeysCard } from "./passkeys-card.tsx";
import { PasswordCard } from "./password-card.tsx";
import { mfaQuery, passkeysQuery, sessionsQuery } from "./queries.ts";
import { RecoveryCard } from "./recovery-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";

/** How one signs in, and where one is signed in. Changes ask for a recent sign-in. */
export function SecurityPage(): ReactNode {
  const { t } = useLingui();
  const isFederated = useSession()?.isFederated === true;
  const [me, mfa, passkeys, sessions] = [
    useQuery(profileQuery),
    useQuery({ ...mfaQuery, enabled: !isFederated }),
    useQuery({ ...passkeysQuery, enabled: !isFederated }),
    useQuery(sessionsQuery),
  ];
  return (
    <Page title={t`Security`} lead={t`How you sign in, and where you are signed in.`}>
      <Loaded query={me} skeleton={<Bone height={9} />}>
        {(profile) => (isFederated ? <ManagedCard me={profile} /> : <PasswordCard me={profile} />)}
      </Loaded>
      {!isFederated && (
        <>
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
        </>
      )}
      <Loaded query={sessions} skeleton={<Bone height={11} />}>
        {({ items }) => <SessionsCard sessions={items} />}
      </Loaded>
      {!isFederated && me.data !== undefined && me.data.identities.length > 0 && (
        <IdentitiesCard identities={me.data.identities} />
      )}
    </Page>
  );
}

/** An account that a provider's sign-in has made: what protects it is set there. */
function ManagedCard({ me }: { readonly me: Profile }): ReactNode {
  const { t } = useLingui();
  const provider = me.identities[0]?.provider;
  const name = providerNameOf(provider ?? t`your provider`);
  return (
    <Card title={t`Sign-in`}>
      <Single icon={<NamedProviderMark provider={provider ?? ""} />} title={t`You sign in with ${name}`}>
        {t`Password, second step and passkeys are set there. It is your only way to sign in here and can't be unlinked.`}
      </Single>
    </Card>
  );
}
