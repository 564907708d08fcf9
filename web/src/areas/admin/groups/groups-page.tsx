import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Group, GroupSize } from "../../../../../clients/typescript/api-types.ts";
import { Page } from "../../../app/page.tsx";
import { Badge } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { Icon } from "../../../components/icons.tsx";
import { Empty, Loaded } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { formatNumber } from "../../../i18n/format.ts";
import { overviewQuery } from "../overview/overview-query.ts";
import { moreOf } from "../shared/more-of.ts";
import { RowsSkeleton } from "../shared/rows-skeleton.tsx";
import shared from "../shared/shared.module.css";
import { useHasScope, useMayWrite } from "../shared/use-scopes.ts";
import { CreateGroupDialog } from "./create-group-dialog.tsx";
import { groupsQuery } from "./group-queries.ts";
import { Scopes } from "./scopes.tsx";

/** The overview's count: for large groups an estimate. */
function useSizes(): ReadonlyMap<string, GroupSize> {
  const { data } = useQuery({ ...overviewQuery(30), enabled: useHasScope("api/audit.read") });
  return new Map(data?.census?.byGroup.map((size) => [size.group, size]));
}

function Members({ size }: { readonly size: GroupSize | undefined }): ReactNode {
  if (size === undefined) return "–";
  return (
    <>
      {size.isEstimate && "≈ "}
      {formatNumber(size.members)}
    </>
  );
}

export function GroupsPage(): ReactNode {
  const { t } = useLingui();
  const mayWrite = useMayWrite();
  const navigate = useNavigate();
  const sizes = useSizes();
  const query = useInfiniteQuery(groupsQuery);
  const [isCreating, setCreating] = useState(false);
  const columns: readonly Column<Group>[] = [
    {
      id: "name",
      title: t`Group`,
      cell: ({ name, protected: isProtected }) => (
        <span className={shared.event}>
          <Link to="/admin/groups/$group" params={{ group: name }} preload={false}>
            {name}
          </Link>
          {isProtected && (
            <Badge>
              <Trans>Protected</Trans>
            </Badge>
          )}
        </span>
      ),
    },
    {
      id: "description",
      title: t`Description`,
      isSecondary: true,
      cell: ({ description }) => <span title={description}>{description ?? "–"}</span>,
    },
    { id: "scopes", title: t`Scopes`, isSecondary: true, cell: ({ scopes }) => <Scopes scopes={scopes} /> },
    {
      id: "precedence",
      title: t`Precedence`,
      width: 7,
      isNumber: true,
      isSecondary: true,
      cell: ({ precedence }) => (precedence === undefined ? "–" : formatNumber(precedence)),
    },
    {
      id: "members",
      title: t`Members`,
      width: 7,
      isNumber: true,
      cell: ({ name }) => <Members size={sizes.get(name)} />,
    },
  ];
  const create = mayWrite && (
    <Button kind="primary" onPress={() => setCreating(true)}>
      <Icon name="plus" />
      <Trans>Create group</Trans>
    </Button>
  );
  return (
    <Page title={t`Groups`} lead={t`Groups of users, and the access that they give.`} actions={create}>
      <Loaded query={query} skeleton={<RowsSkeleton rows={5} />}>
        {({ pages }) => (
          <Table
            label={t`Groups`}
            columns={columns}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={({ name }) => name}
            onOpen={({ name }) => void navigate({ to: "/admin/groups/$group", params: { group: name } })}
            more={moreOf(query)}
            empty={
              <Empty icon="groups" title={t`No groups yet`} action={create}>
                <Trans>Groups are in the user's tokens, and some give access to parts of the API.</Trans>
              </Empty>
            }
          />
        )}
      </Loaded>
      {isCreating && <CreateGroupDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}
