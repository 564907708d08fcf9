import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Group } from "../../../../../clients/typescript/api-types.ts";
import frame from "../../../app/frame.module.css";
import { Card, useTitle } from "../../../app/page.tsx";
import { Badge } from "../../../components/banner.tsx";
import { Icon } from "../../../components/icons.tsx";
import { KeyValue } from "../../../components/key-value.tsx";
import { Bone, Loaded } from "../../../components/states.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { formatNumber } from "../../../i18n/format.ts";
import { DangerStep, DangerZone } from "../shared/danger-zone.tsx";
import shared from "../shared/shared.module.css";
import { useMayWrite } from "../shared/use-scopes.ts";
import user from "../user/user.module.css";
import { DeleteGroupDialog } from "./delete-group-dialog.tsx";
import { GroupForm } from "./group-form.tsx";
import { groupQuery } from "./group-queries.ts";
import { Members } from "./members.tsx";
import { Scopes } from "./scopes.tsx";

const route = getRouteApi("/admin/groups/$group");

/** One group: its scopes, its members, and its settings. */
export function GroupPage(): ReactNode {
  const { t } = useLingui();
  const { group: name } = route.useParams();
  const query = useQuery(groupQuery(name));
  useTitle(t`Group ${name}`);
  return (
    <div className={frame.page} key={name}>
      <Link to="/admin/groups" className={user.back}>
        <Icon name="back" size={12} />
        <Trans>Groups</Trans>
      </Link>
      <h1 className={user.name}>{name}</h1>
      <Loaded query={query} skeleton={<Bone height={12} />}>
        {(group) => <Content group={group} />}
      </Loaded>
    </div>
  );
}

function Content({ group }: { readonly group: Group }): ReactNode {
  const { t } = useLingui();
  const mayWrite = useMayWrite();
  const [isDeleting, setDeleting] = useState(false);
  const canChange = mayWrite && !group.protected;
  const facts = (
    <KeyValue
      pairs={[
        ...(canChange
          ? []
          : [
              { id: "description", name: t`Description`, value: group.description ?? "–" },
              {
                id: "precedence",
                name: t`Precedence`,
                value: group.precedence === undefined ? "–" : formatNumber(group.precedence),
              },
            ]),
        {
          id: "scopes",
          name: t`Scopes`,
          value: (
            <span className={shared.badges}>
              <Scopes scopes={group.scopes} />
            </span>
          ),
        },
        { id: "created", name: t`Created`, value: <Timestamp time={group.createdAt} /> },
        { id: "updated", name: t`Last changed`, value: <Timestamp time={group.updatedAt} /> },
      ]}
    />
  );
  return (
    <>
      {canChange ? (
        <div className={user.columns}>
          <GroupForm group={group} />
          <Card title={t`About`}>{facts}</Card>
        </div>
      ) : (
        <Card
          title={t`About`}
          {...(group.protected && {
            lead: t`Part of the deployment: it is changed there, not here.`,
            action: (
              <Badge>
                <Trans>Protected</Trans>
              </Badge>
            ),
          })}
        >
          {facts}
        </Card>
      )}
      <Members group={group.name} />
      {canChange && (
        <DangerZone>
          <DangerStep verb={t`Delete group`} onPress={() => setDeleting(true)}>
            <Trans>Its members stay users. Their next tokens do not have the group.</Trans>
          </DangerStep>
        </DangerZone>
      )}
      {isDeleting && <DeleteGroupDialog name={group.name} onClose={() => setDeleting(false)} />}
    </>
  );
}
