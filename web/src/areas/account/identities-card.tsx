import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { answer, api } from "../../api/api.ts";
import type { Profile } from "../../api/profile.ts";
import { Card } from "../../app/page.tsx";
import { Button } from "../../components/button.tsx";
import { NamedProviderMark } from "../../components/provider-mark.tsx";
import { providerNameOf } from "../../components/provider-name.ts";
import { Row, Rows } from "../../components/rows.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { ConfirmAction } from "./confirm-action.tsx";

/** Accounts elsewhere that open this one, by provider: all that are linked of one are unlinked together. */
export function IdentitiesCard({ identities }: { readonly identities: Profile["identities"] }): ReactNode {
  const { t } = useLingui();
  const byProvider = Map.groupBy(identities, ({ provider }) => provider);
  return (
    <Card title={t`Linked accounts`} lead={t`You can also sign in with these.`}>
      <Rows label={t`Linked accounts`}>
        {[...byProvider].map(([provider, [first]]) => (
          <Row
            key={provider}
            icon={<NamedProviderMark provider={provider} />}
            title={providerNameOf(provider)}
            actions={<Unlink provider={provider} />}
          >
            {first?.linkedAt !== undefined && (
              <Trans>
                Linked <Timestamp time={first.linkedAt} />
              </Trans>
            )}
          </Row>
        ))}
      </Rows>
    </Card>
  );
}

function Unlink({ provider }: { readonly provider: string }): ReactNode {
  const { t } = useLingui();
  const name = providerNameOf(provider);
  return (
    <ConfirmAction
      title={t`Unlink ${name}?`}
      action={t`Unlink`}
      run={() => answer(api().DELETE("/v1/me/identities/{provider}", { params: { path: { provider } } }))}
      done={t`${name} unlinked`}
      changes={[["me"]]}
      trigger={
        <Button size="small">
          {t`Unlink`}
          <span className="visually-hidden"> {name}</span>
        </Button>
      }
    >
      <Trans>
        You sign in with your password or a code from then on. Sessions that were begun with {name} go on
        until you revoke them. A new sign-in with {name} and your address may link it again.
      </Trans>
    </ConfirmAction>
  );
}
