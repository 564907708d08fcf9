import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { Card, Page } from "../../app/page.tsx";
import { Button } from "../../components/button.tsx";
import { Single } from "../../components/rows.tsx";
import { Bone, Loaded } from "../../components/states.tsx";
import { switchOrganization, useSession } from "../../session/session.ts";
import { ConfirmAction } from "../account/confirm-action.tsx";
import { InvitationsCard } from "./invitations-card.tsx";
import { MembersCard } from "./members-card.tsx";
import { NameDialog } from "./name-dialog.tsx";
import { includesRole, type Organization, organizationQuery } from "./queries.ts";

/** One organization: its members, its invitations, its name, its end. */
export function OrganizationPage(): ReactNode {
  const { t } = useLingui();
  const { organization = "" } = useParams({ strict: false });
  const query = useQuery(organizationQuery(organization));
  const name = query.data?.name;
  const [isRenaming, setRenaming] = useState(false);
  const mayManage = query.data !== undefined && includesRole(query.data.role, "admin");
  return (
    <Page
      title={name ?? t`Organization`}
      actions={mayManage && <Button onPress={() => setRenaming(true)}>{t`Rename`}</Button>}
    >
      <Loaded query={query} skeleton={<Bone height={16} />}>
        {(data) => (
          <>
            <MembersCard organization={data} />
            {mayManage && <InvitationsCard organization={data} />}
            <EndCard organization={data} />
            {isRenaming && (
              <NameDialog
                title={t`Rename organization`}
                verb={t`Rename`}
                name={data.name}
                done={t`Organization renamed`}
                onClose={() => setRenaming(false)}
                run={async (body) => {
                  const params = { path: { organization } };
                  await answer(
                    api().PATCH("/v1/organizations/{organization}", { params, body: { name: body } }),
                  );
                }}
              />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** Leave it, or delete it for all. */
function EndCard({ organization: { id, name, role } }: { readonly organization: Organization }): ReactNode {
  const { t } = useLingui();
  const session = useSession();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<"leave" | "delete">();
  /** The tokens must not name an organization that the user has left. */
  const goOn = async () => {
    if (session?.organization === id) await switchOrganization(undefined);
    await navigate({ to: "/organizations" });
  };
  const leave = async () => {
    const path = { organization: id, sub: session?.sub ?? "" };
    await answer(api().DELETE("/v1/organizations/{organization}/members/{sub}", { params: { path } }));
    await goOn();
  };
  const remove = async () => {
    await answer(
      api().DELETE("/v1/organizations/{organization}", { params: { path: { organization: id } } }),
    );
    await goOn();
  };
  const close = (isOpen: boolean) => setAsked((before) => (isOpen ? before : undefined));
  return (
    <Card title={t`Leave or delete`}>
      <Single
        icon="signOut"
        title={t`Leave this organization`}
        actions={
          <Button size="small" onPress={() => setAsked("leave")}>
            {t`Leave`}
          </Button>
        }
      >
        {t`You can come back only with a new invitation.`}
      </Single>
      {role === "owner" && (
        <Single
          icon="trash"
          title={t`Delete this organization`}
          actions={
            <Button size="small" kind="danger" onPress={() => setAsked("delete")}>
              {t`Delete`}
            </Button>
          }
        >
          {t`For all members, with all open invitations.`}
        </Single>
      )}
      <ConfirmAction
        isOpen={asked === "leave"}
        onOpenChange={close}
        title={t`Leave ${name}?`}
        action={t`Leave organization`}
        run={leave}
        done={t`You have left the organization`}
        changes={[["organizations"]]}
      >
        <Trans>You lose access to everything in it. Apps may notice this only after an hour.</Trans>
      </ConfirmAction>
      <ConfirmAction
        isOpen={asked === "delete"}
        onOpenChange={close}
        title={t`Delete ${name}?`}
        action={t`Delete organization`}
        typed={name}
        run={remove}
        done={t`Organization deleted`}
        changes={[["organizations"]]}
      >
        <Trans>All members lose access, and open invitations are void. This can't be undone.</Trans>
      </ConfirmAction>
    </Card>
  );
}
