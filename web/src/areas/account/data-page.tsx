import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answer, api } from "../../api/api.ts";
import { type Profile, profileQuery } from "../../api/profile.ts";
import { useAction } from "../../api/use-action.ts";
import { Card, Page } from "../../app/page.tsx";
import { Button } from "../../components/button.tsx";
import { Facts, Row, Rows, Single } from "../../components/rows.tsx";
import { Bone, FailureBanner, Loaded } from "../../components/states.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { signOut } from "../../session/session.ts";
import { ConfirmAction } from "./confirm-action.tsx";
import { consentsQuery } from "./queries.ts";
import { saveAs } from "./save-as.ts";

/** The user's data: export it, or delete the account. */
export function DataPage(): ReactNode {
  const { t } = useLingui();
  const query = useQuery(profileQuery);
  return (
    <Page title={t`Your data`} lead={t`Export it, or delete your account.`}>
      <ConsentCard />
      <ExportCard />
      <Loaded query={query} skeleton={<Bone height={9} />}>
        {(me) => <DeleteCard me={me} />}
      </Loaded>
    </Page>
  );
}

/** The terms that the user accepted; nothing if users are not asked. */
function ConsentCard(): ReactNode {
  const { t } = useLingui();
  const { data } = useQuery(consentsQuery);
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title={t`Terms that you accepted`}>
      <Rows label={t`Terms that you accepted`}>
        {items.map(({ version, acceptedAt, termsUrl, privacyUrl }) => (
          <Row key={version} icon="check" title={t`Version ${version}`}>
            <Facts>
              <Trans>
                Accepted <Timestamp time={acceptedAt} />
              </Trans>
              <a href={termsUrl} target="_blank" rel="noreferrer">{t`Terms of use`}</a>
              <a href={privacyUrl} target="_blank" rel="noreferrer">{t`Privacy policy`}</a>
            </Facts>
          </Row>
        ))}
      </Rows>
    </Card>
  );
}

function ExportCard(): ReactNode {
  const { t } = useLingui();
  const save = useAction({
    run: async () => {
      const data = await answer(api().GET("/v1/me/export"));
      const day = data.exportedAt.slice(0, 10);
      saveAs(`account-${day}.json`, `${JSON.stringify(data, null, 2)}\n`, "application/json");
    },
    done: t`Export saved to your downloads`,
  });
  return (
    <Card title={t`Export`}>
      <FailureBanner error={save.error} />
      <Single
        icon="download"
        title={t`Everything stored about you`}
        actions={
          <Button size="small" isBusy={save.isBusy} onPress={() => void save.run()}>
            {t`Export data`}
          </Button>
        }
      >
        {t`Profile, sign-in settings, sessions, activity, and links to your files, as JSON. The links work for an hour.`}
      </Single>
    </Card>
  );
}

function DeleteCard({ me }: { readonly me: Profile }): ReactNode {
  const { t } = useLingui();
  const name = me.email ?? me.sub;
  return (
    <Card title={t`Delete account`}>
      <Single
        icon="trash"
        title={t`Delete this account and everything in it`}
        actions={
          <ConfirmAction
            title={t`Delete your account?`}
            action={t`Delete account`}
            typed={name}
            trigger={
              <Button size="small" kind="danger">
                {t`Delete account`}
              </Button>
            }
            run={async () => {
              await answer(api().DELETE("/v1/me"));
              await signOut();
            }}
          >
            <Trans>
              Your profile, your files, your passkeys and your activity are deleted, and every session ends.
              It can't be undone.
            </Trans>
          </ConfirmAction>
        }
      >
        {t`Immediately and permanently. Export your data first if you want to keep it.`}
      </Single>
    </Card>
  );
}
