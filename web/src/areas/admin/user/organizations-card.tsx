import { Trans, useLingui } from "@lingui/react/macro";
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { OrganizationRole } from "../../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../../api/api.ts";
import { configQuery } from "../../../api/config.ts";
import { Card } from "../../../app/page.tsx";
import { Avatar } from "../../../components/avatar.tsx";
import { Badge } from "../../../components/banner.tsx";
import { Facts, Row, Rows, Single } from "../../../components/rows.tsx";
import { Bone, Loaded } from "../../../components/states.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";

const organizationsOfUserQuery = (id: string) =>
  queryOptions({
    queryKey: ["admin", "user", id, "organizations"],
    queryFn: ({ signal }) =>
      answer(api().GET("/v1/admin/users/{id}/organizations", { params: { path: { id } }, signal })),
  });

/** The user's organizations. Their members change them, administrators only see them. */
export function OrganizationsCard({ id }: { readonly id: string }): ReactNode {
  const { t } = useLingui();
  const { data: config } = useQuery(configQuery);
  const isOn = config?.organizations === true;
  const query = useQuery({ ...organizationsOfUserQuery(id), enabled: isOn });
  const roles: Readonly<Record<OrganizationRole, string>> = {
    owner: t`Owner`,
    admin: t`Admin`,
    member: t`Member`,
  };
  if (!isOn) return null;
  return (
    <Card title={t`Organizations`} lead={t`Their own members manage them.`}>
      <Loaded query={query} skeleton={<Bone height={4} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Single icon="groups" title={t`No organizations`}>
              {t`The user is not a member of any organization.`}
            </Single>
          ) : (
            <Rows label={t`Organizations`}>
              {items.map((one) => (
                <Row
                  key={one.id}
                  icon={<Avatar name={one.name} />}
                  title={one.name}
                  badges={<Badge>{roles[one.role]}</Badge>}
                >
                  <Facts>
                    <code>{one.id}</code>
                    <Trans>
                      Joined <Timestamp time={one.joinedAt} />
                    </Trans>
                  </Facts>
                </Row>
              ))}
            </Rows>
          )
        }
      </Loaded>
    </Card>
  );
}
