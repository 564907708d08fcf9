import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Card } from "../../app/page.tsx";
import { Row, Rows } from "../../components/rows.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import type { Profile } from "./queries.ts";

/** Accounts elsewhere that open this one. */
export function IdentitiesCard({ identities }: { readonly identities: Profile["identities"] }): ReactNode {
  const { t } = useLingui();
  return (
    <Card title={t`Linked accounts`} lead={t`You can sign in with these as well.`}>
      <Rows label={t`Linked accounts`}>
        {identities.map(({ provider, linkedAt }) => (
          <Row key={provider} icon="link" title={provider}>
            {linkedAt !== undefined && (
              <Trans>
                Linked <Timestamp time={linkedAt} />
              </Trans>
            )}
          </Row>
        ))}
      </Rows>
    </Card>
  );
}
