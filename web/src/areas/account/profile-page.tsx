import { Trans, useLingui } from "@lingui/react/macro";
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answer, api } from "../../api/api.ts";
import { Card, Page } from "../../app/page.tsx";
import { Badge } from "../../components/banner.tsx";
import { KeyValue } from "../../components/key-value.tsx";
import { Bone, Loaded } from "../../components/states.tsx";
import { Timestamp } from "../../components/timestamp.tsx";

const profileQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => answer(api().GET("/v1/me", { signal })),
});

export function ProfilePage(): ReactNode {
  const { t } = useLingui();
  const query = useQuery(profileQuery);
  return (
    <Page title={t`Profile`} lead={t`What this account says about you.`}>
      <Card title={t`About you`}>
        <Loaded
          query={query}
          skeleton={
            <>
              <Bone width="60%" />
              <Bone width="80%" />
              <Bone width="40%" />
            </>
          }
        >
          {(me) => (
            <KeyValue
              pairs={[
                { name: t`Name`, value: me.name ?? "–" },
                {
                  name: t`E-mail address`,
                  value: (
                    <>
                      {me.email}{" "}
                      {me.emailVerified && (
                        <Badge tone="success">
                          <Trans>Verified</Trans>
                        </Badge>
                      )}
                    </>
                  ),
                },
                {
                  name: t`User id`,
                  value: me.sub,
                  isMono: true,
                  copy: { text: me.sub, label: t`Copy user id` },
                },
                { name: t`Member since`, value: <Timestamp time={me.createdAt} /> },
              ]}
            />
          )}
        </Loaded>
      </Card>
    </Page>
  );
}
