import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { useAction } from "../../api/use-action.ts";
import { Card } from "../../app/page.tsx";
import { Avatar } from "../../components/avatar.tsx";
import { Badge } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { Dialog, DialogFoot } from "../../components/dialog.tsx";
import { MoreMenu } from "../../components/menu.tsx";
import { Facts, Row, Rows } from "../../components/rows.tsx";
import { Bone, FailureBanner, Loaded } from "../../components/states.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { useSession } from "../../session/session.ts";
import styles from "../account/account.module.css";
import { ConfirmAction } from "../account/confirm-action.tsx";
import { includesRole, type Member, membersQuery, type Organization } from "./queries.ts";
import { RoleBadge, RoleSelect } from "./role-words.tsx";

/** The members of an organization: roles, removal. */
export function MembersCard({ organization }: { readonly organization: Organization }): ReactNode {
  const { t } = useLingui();
  const query = useInfiniteQuery(membersQuery(organization.id));
  return (
    <Card title={t`Members`}>
      <Loaded query={query} skeleton={<Bone height={7} />}>
        {({ pages }) => (
          <>
            <Rows label={t`Members`}>
              {pages
                .flatMap(({ items }) => items)
                .map((member) => (
                  <MemberRow key={member.sub} member={member} organization={organization} />
                ))}
            </Rows>
            {query.hasNextPage && (
              <Button isBusy={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
                {t`Show more`}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </Card>
  );
}

const nameOf = ({ name, email, sub }: Member): string => name ?? email ?? sub;

interface MemberProps {
  readonly member: Member;
  readonly organization: Organization;
}

function MemberRow({ member, organization }: MemberProps): ReactNode {
  const { t } = useLingui();
  const session = useSession();
  const [asked, setAsked] = useState<"role" | "remove">();
  const title = nameOf(member);
  const isSelf = member.sub === session?.sub;
  // Owners change owners, admins the others.
  const mayChange = includesRole(organization.role, member.role === "owner" ? "owner" : "admin");
  return (
    <Row
      icon={<Avatar name={title} />}
      title={title}
      badges={
        <>
          <RoleBadge role={member.role} />
          {isSelf && <Badge>{t`You`}</Badge>}
        </>
      }
      actions={
        mayChange && (
          <>
            <MoreMenu
              name={title}
              actions={[
                { id: "role", label: t`Change role`, onAction: () => setAsked("role") },
                ...(isSelf
                  ? []
                  : [
                      {
                        id: "remove",
                        label: t`Remove`,
                        isDangerous: true,
                        onAction: () => setAsked("remove"),
                      },
                    ]),
              ]}
            />
            {asked === "role" && (
              <RoleDialog member={member} organization={organization} onClose={() => setAsked(undefined)} />
            )}
            <ConfirmAction
              isOpen={asked === "remove"}
              onOpenChange={() => setAsked(undefined)}
              title={t`Remove ${title}?`}
              action={t`Remove member`}
              run={() => {
                const path = { organization: organization.id, sub: member.sub };
                return answer(
                  api().DELETE("/v1/organizations/{organization}/members/{sub}", { params: { path } }),
                );
              }}
              done={t`Member removed`}
              changes={[["organizations"]]}
            >
              <Trans>They lose access to everything in it. Apps may notice this only after an hour.</Trans>
            </ConfirmAction>
          </>
        )
      }
    >
      <Facts>
        {member.name !== undefined && member.email}
        <Trans>
          Joined <Timestamp time={member.joinedAt} />
        </Trans>
      </Facts>
    </Row>
  );
}

function RoleDialog({
  member,
  organization,
  onClose,
}: MemberProps & { readonly onClose: () => void }): ReactNode {
  const { t } = useLingui();
  const [role, setRole] = useState(member.role);
  const name = nameOf(member);
  const change = useAction({
    run: async () => {
      const params = { path: { organization: organization.id, sub: member.sub } };
      await answer(api().PATCH("/v1/organizations/{organization}/members/{sub}", { params, body: { role } }));
      onClose();
    },
    done: t`Role changed`,
    changes: [["organizations"]],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!change.isBusy) void change.run();
  };
  return (
    <Dialog title={t`Role of ${name}`} isOpen onOpenChange={onClose} isHeld={change.isBusy}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <FailureBanner error={change.error} />
        <RoleSelect own={organization.role} value={role} onChange={setRole} />
        <p className={styles.hint}>{t`Apps notice it at the next sign-in, or after an hour at most.`}</p>
        <DialogFoot>
          <Button onPress={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" isBusy={change.isBusy}>
            {t`Save`}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
