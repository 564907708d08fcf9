import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { UserDetail } from "../../../../../clients/typescript/api-types.ts";
import { KeyValue } from "../../../components/key-value.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { useFactorText } from "./factor-texts.ts";

/** Facts about the user besides the profile. */
export function UserFacts({ user }: { readonly user: UserDetail }): ReactNode {
  const { t } = useLingui();
  const factorText = useFactorText();
  const { lastSignIn, sessions, mfa, terms, invitation, identityProviders = [], pendingEmail } = user;
  return (
    <KeyValue
      pairs={[
        {
          id: "last",
          name: t`Last sign-in`,
          value: lastSignIn === null ? <Trans>Never</Trans> : <Timestamp time={lastSignIn.at} />,
        },
        {
          id: "sessions",
          name: t`Sessions`,
          value: <Plural value={sessions} _0="None" one="# session" other="# sessions" />,
        },
        {
          id: "factors",
          name: t`Second factors`,
          value: mfa.enabled.length === 0 ? t`None` : mfa.enabled.map(factorText).join(", "),
        },
        ...(pendingEmail === undefined
          ? []
          : [{ id: "pending", name: t`New address, not yet verified`, value: pendingEmail }]),
        ...(identityProviders.length === 0
          ? []
          : [{ id: "providers", name: t`Signs in with`, value: identityProviders.join(", ") }]),
        ...(invitation === null
          ? []
          : [{ id: "invitation", name: t`Invited`, value: <Timestamp time={invitation.sentAt} /> }]),
        ...(terms === null
          ? []
          : [
              {
                id: "terms",
                name: t`Accepted terms`,
                value: (
                  <span>
                    {terms.version} · <Timestamp time={terms.acceptedAt} />
                  </span>
                ),
              },
            ]),
        { id: "created", name: t`Member since`, value: <Timestamp time={user.createdAt} /> },
        { id: "updated", name: t`Last changed`, value: <Timestamp time={user.updatedAt} /> },
      ]}
    />
  );
}
