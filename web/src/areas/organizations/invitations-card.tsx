import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { useAction } from "../../api/use-action.ts";
import { Card } from "../../app/page.tsx";
import { Button } from "../../components/button.tsx";
import { Dialog, DialogFoot } from "../../components/dialog.tsx";
import { Icon } from "../../components/icons.tsx";
import { MoreMenu } from "../../components/menu.tsx";
import { Facts, Row, Rows, Single } from "../../components/rows.tsx";
import { type Option, Select } from "../../components/select.tsx";
import { Bone, FailureBanner, Loaded } from "../../components/states.tsx";
import { TextField } from "../../components/text-field.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { currentLanguage, LANGUAGES, type Language } from "../../i18n/languages.ts";
import styles from "../account/account.module.css";
import { ConfirmAction } from "../account/confirm-action.tsx";
import {
  invitationsQuery,
  type Organization,
  type OrganizationInvitation,
  type OrganizationRole,
} from "./queries.ts";
import { RoleBadge, RoleSelect } from "./role-words.tsx";

/** The open invitations of an organization: invite, withdraw. */
export function InvitationsCard({ organization }: { readonly organization: Organization }): ReactNode {
  const { t } = useLingui();
  const query = useQuery(invitationsQuery(organization.id));
  const [isInviting, setInviting] = useState(false);
  const invite = (
    <Button size="small" onPress={() => setInviting(true)}>
      <Icon name="plus" />
      {t`Invite`}
    </Button>
  );
  return (
    <Card
      title={t`Invitations`}
      lead={t`By e-mail, for seven days. They work for the account with that address.`}
      action={invite}
    >
      <Loaded query={query} skeleton={<Bone height={4} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Single icon="mail" title={t`No open invitations`}>
              {t`An invitation leaves the list when it is accepted, declined or expired.`}
            </Single>
          ) : (
            <Rows label={t`Invitations`}>
              {items.map((invitation) => (
                <InvitationRow key={invitation.id} invitation={invitation} organization={organization} />
              ))}
            </Rows>
          )
        }
      </Loaded>
      {isInviting && <InviteDialog organization={organization} onClose={() => setInviting(false)} />}
    </Card>
  );
}

function InvitationRow({
  invitation: { id, email, role, invitedAt, expiresAt },
  organization,
}: {
  readonly invitation: OrganizationInvitation;
  readonly organization: Organization;
}): ReactNode {
  const { t } = useLingui();
  const [isAsked, setAsked] = useState(false);
  return (
    <Row
      icon="mail"
      title={email}
      badges={<RoleBadge role={role} />}
      actions={
        <>
          <MoreMenu
            name={email}
            actions={[
              { id: "withdraw", label: t`Withdraw`, isDangerous: true, onAction: () => setAsked(true) },
            ]}
          />
          <ConfirmAction
            isOpen={isAsked}
            onOpenChange={setAsked}
            title={t`Withdraw the invitation to ${email}?`}
            action={t`Withdraw invitation`}
            run={() => {
              const path = { organization: organization.id, invitation: id };
              return answer(
                api().DELETE("/v1/organizations/{organization}/invitations/{invitation}", {
                  params: { path },
                }),
              );
            }}
            done={t`Invitation withdrawn`}
            changes={[["organizations", organization.id, "invitations"]]}
          >
            <Trans>The link in the mail no longer works.</Trans>
          </ConfirmAction>
        </>
      }
    >
      <Facts>
        <Trans>
          Sent <Timestamp time={invitedAt} />
        </Trans>
        <Trans>
          Expires <Timestamp time={expiresAt} />
        </Trans>
      </Facts>
    </Row>
  );
}

const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text);

function InviteDialog({
  organization,
  onClose,
}: {
  readonly organization: Organization;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<OrganizationRole>("member");
  const [language, setLanguage] = useState<Language>(currentLanguage());
  const [isAsked, setAsked] = useState(false);
  const invite = useAction({
    run: async () => {
      const params = { path: { organization: organization.id } };
      const body = { email: email.trim(), role, language };
      await answer(api().POST("/v1/organizations/{organization}/invitations", { params, body }));
      onClose();
    },
    done: t`Invitation sent`,
    changes: [["organizations", organization.id, "invitations"]],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (isAddress(email.trim()) && !invite.isBusy) void invite.run();
  };
  const languages: readonly Option<Language>[] = Object.entries(LANGUAGES).map(([id, label]) => ({
    id: id as Language,
    label,
  }));
  return (
    <Dialog title={t`Invite to ${organization.name}`} isOpen onOpenChange={onClose} isHeld={invite.isBusy}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <FailureBanner error={invite.error} />
        <TextField
          label={t`E-mail address`}
          value={email}
          onChange={setEmail}
          type="email"
          inputMode="email"
          autoFocus
          autoComplete="off"
          problem={isAsked && !isAddress(email.trim()) ? t`Enter an e-mail address.` : null}
        />
        <RoleSelect own={organization.role} value={role} onChange={setRole} />
        <Select label={t`Language of the mail`} options={languages} value={language} onChange={setLanguage} />
        <DialogFoot>
          <Button onPress={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" isBusy={invite.isBusy}>
            {t`Send invitation`}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
