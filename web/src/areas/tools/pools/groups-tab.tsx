import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Card } from "../../../app/page.tsx";
import { Button, IconButton } from "../../../components/button.tsx";
import { Confirm } from "../../../components/dialog.tsx";
import { Icon } from "../../../components/icons.tsx";
import { Bone, Empty } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { TextField } from "../../../components/text-field.tsx";
import styles from "../laptop/local.module.css";
import { LocalFailureBanner, LocalLoaded } from "../laptop/local-states.tsx";
import { askCognito, type Group, groupsQuery, POOLS_KEY } from "./cognito.ts";
import { GroupDrawer } from "./group-drawer.tsx";
import { ItemLink, useItem } from "./item.tsx";

function RemoveGroup({ pool, group }: { readonly pool: string; readonly group: string }): ReactNode {
  const { t } = useLingui();
  const remove = useAction({
    run: () => askCognito("DeleteGroup", { UserPoolId: pool, GroupName: group }),
    done: t`Group deleted`,
    changes: [[...POOLS_KEY, pool]],
  });
  return (
    <Confirm
      title={t`Delete the group ${group}?`}
      action={t`Delete group`}
      onConfirm={async () => (await remove.run()) !== undefined}
      trigger={
        <IconButton size="small" label={t`Delete the group ${group}`}>
          <Icon name="trash" />
        </IconButton>
      }
    >
      <LocalFailureBanner error={remove.error} />
      <Trans>Its members lose the access that it gives. The users stay.</Trans>
    </Confirm>
  );
}

function CreateGroup({ pool }: { readonly pool: string }): ReactNode {
  const { t } = useLingui();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const create = useAction({
    run: () =>
      askCognito("CreateGroup", {
        UserPoolId: pool,
        GroupName: name.trim(),
        ...(description !== "" && { Description: description }),
      }),
    done: t`Group created`,
    changes: [[...POOLS_KEY, pool]],
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "" || (await create.run()) === undefined) return;
    setName("");
    setDescription("");
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Card
        title={t`Create a group`}
        foot={
          <Button type="submit" kind="primary" isBusy={create.isBusy} isDisabled={name.trim() === ""}>
            {t`Create group`}
          </Button>
        }
      >
        <div className={styles.fields}>
          <TextField label={t`Name`} value={name} onChange={setName} spellCheck="false" />
          <TextField label={t`Description`} isOptional value={description} onChange={setDescription} />
        </div>
        <LocalFailureBanner error={create.error} />
      </Card>
    </form>
  );
}

export function GroupsTab({ pool }: { readonly pool: string }): ReactNode {
  const { t } = useLingui();
  const { item, open } = useItem();
  const query = useQuery(groupsQuery(pool));
  const shown = query.data?.find(({ GroupName }) => GroupName === item);
  const columns: readonly Column<Group>[] = [
    {
      id: "name",
      title: t`Group`,
      cell: ({ GroupName }) => <ItemLink item={GroupName}>{GroupName}</ItemLink>,
    },
    {
      id: "description",
      title: t`Description`,
      isSecondary: true,
      cell: ({ Description }) => Description ?? "–",
    },
    {
      id: "precedence",
      title: t`Precedence`,
      width: 8,
      isNumber: true,
      cell: ({ Precedence }) => Precedence ?? "–",
    },
    {
      id: "delete",
      title: t`Delete`,
      isTitleHidden: true,
      width: 4.5,
      isNumber: true,
      cell: ({ GroupName }) => <RemoveGroup pool={pool} group={GroupName} />,
    },
  ];
  return (
    <>
      <LocalLoaded query={query} skeleton={<Bone height={12} />}>
        {(groups) => (
          <Table
            label={t`Groups`}
            columns={columns}
            rows={groups}
            rowKey={({ GroupName }) => GroupName}
            onOpen={({ GroupName }) => open(GroupName)}
            empty={<Empty icon="groups" title={t`No groups in this pool`} />}
          />
        )}
      </LocalLoaded>
      <CreateGroup pool={pool} />
      {shown !== undefined && <GroupDrawer pool={pool} group={shown} />}
    </>
  );
}
