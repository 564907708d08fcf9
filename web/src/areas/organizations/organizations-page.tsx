import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { ownOrganizationsQuery } from "../../api/own-organizations.ts";
import { useAction } from "../../api/use-action.ts";
import { Card, Page } from "../../app/page.tsx";
import { Avatar } from "../../components/avatar.tsx";
import { Badge } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icons.tsx";
import { Facts, Row, Rows } from "../../components/rows.tsx";
import { Bone, Empty, FailureBanner, Loaded } from "../../components/states.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { switchOrganization, useSession } from "../../session/session.ts";
import { NameDialog } from "./name-dialog.tsx";
import { RoleBadge } from "./role-words.tsx";

/** The user's organizations: switch, open, create. */
export function OrganizationsPage(): ReactNode {
  const { t } = useLingui();
  const navigate = useNavigate();
  const query = useQuery(ownOrganizationsQuery);
  const [isCreating, setCreating] = useState(false);
  const create = (
    <Button kind="primary" onPress={() => setCreating(true)}>
      <Icon name="plus" />
      {t`Create organization`}
    </Button>
  );
  return (
    <Page
      title={t`Organizations`}
      lead={t`The teams that you work in. Your sign-in tells apps which one is current.`}
      actions={create}
    >
      <Loaded query={query} skeleton={<Bone height={9} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Card>
              <Empty icon="groups" title={t`No organizations yet`}>
                <Trans>Create one and invite others, or open the link in an invitation that you got.</Trans>
              </Empty>
            </Card>
          ) : (
            <OrganizationList items={items} />
          )
        }
      </Loaded>
      {isCreating && (
        <NameDialog
          title={t`Create organization`}
          verb={t`Create organization`}
          done={t`Organization created`}
          onClose={() => setCreating(false)}
          run={async (name) => {
            const { id } = await answer(api().POST("/v1/organizations", { body: { name } }));
            await switchOrganization(id);
            await navigate({ to: "/organizations/$organization", params: { organization: id } });
          }}
        />
      )}
    </Page>
  );
}

type Own = NonNullable<Awaited<ReturnType<NonNullable<typeof ownOrganizationsQuery.queryFn>>>>;

function OrganizationList({ items }: Pick<Own, "items">): ReactNode {
  const { t } = useLingui();
  const session = useSession();
  const change = useAction({
    run: switchOrganization,
    done: t`Organization switched`,
    changes: [["organizations"]],
  });
  return (
    <Card>
      <FailureBanner error={change.error} />
      <Rows label={t`Organizations`}>
        {items.map(({ id, name, role, joinedAt }) => (
          <Row
            key={id}
            icon={<Avatar name={name} />}
            title={
              <Link to="/organizations/$organization" params={{ organization: id }}>
                {name}
              </Link>
            }
            badges={
              <>
                <RoleBadge role={role} />
                {id === session?.organization && <Badge tone="success">{t`Current`}</Badge>}
              </>
            }
            actions={
              id === session?.organization ? (
                <Button size="small" isBusy={change.isBusy} onPress={() => void change.run(undefined)}>
                  {t`Continue without one`}
                </Button>
              ) : (
                <Button
                  size="small"
                  isBusy={change.isBusy}
                  onPress={() => void change.run(id)}
                  aria-label={t`Switch to ${name}`}
                >
                  {t`Switch`}
                </Button>
              )
            }
          >
            <Facts>
              <Trans>
                Joined <Timestamp time={joinedAt} />
              </Trans>
              {null}
            </Facts>
          </Row>
        ))}
      </Rows>
    </Card>
  );
}
