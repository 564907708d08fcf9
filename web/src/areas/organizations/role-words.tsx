import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Badge } from "../../components/banner.tsx";
import { type Option, Select } from "../../components/select.tsx";
import type { OrganizationRole } from "./queries.ts";

/** What each role is called, and what it may do. */
function useRoleWords(): Readonly<Record<OrganizationRole, { readonly name: string; readonly may: string }>> {
  const { t } = useLingui();
  return {
    owner: { name: t`Owner`, may: t`Everything, also to delete the organization` },
    admin: { name: t`Admin`, may: t`Invite and remove members, change their roles` },
    member: { name: t`Member`, may: t`See the other members` },
  };
}

export function RoleBadge({ role }: { readonly role: OrganizationRole }): ReactNode {
  const words = useRoleWords();
  return <Badge tone={role === "owner" ? "info" : "neutral"}>{words[role].name}</Badge>;
}

/** The roles that a member with this role may give. */
export function RoleSelect({
  own,
  value,
  onChange,
}: {
  readonly own: OrganizationRole;
  readonly value: OrganizationRole;
  readonly onChange: (role: OrganizationRole) => void;
}): ReactNode {
  const { t } = useLingui();
  const words = useRoleWords();
  const roles: readonly OrganizationRole[] =
    own === "owner" ? ["member", "admin", "owner"] : ["member", "admin"];
  const options: readonly Option<OrganizationRole>[] = roles.map((id) => ({
    id,
    label: words[id].name,
    hint: words[id].may,
  }));
  return (
    <Select label={t`Role`} options={options} value={value} onChange={onChange} hint={words[value].may} />
  );
}
