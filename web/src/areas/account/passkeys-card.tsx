import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, type ReactNode, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { useAction } from "../../api/use-action.ts";
import { Card } from "../../app/page.tsx";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { useDeviceName } from "../../components/device-name.ts";
import { Dialog, DialogFoot } from "../../components/dialog.tsx";
import { Icon } from "../../components/icons.tsx";
import { MoreMenu } from "../../components/menu.tsx";
import { Facts, Row, Rows, Single } from "../../components/rows.tsx";
import { FailureBanner } from "../../components/states.tsx";
import { TextField } from "../../components/text-field.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import styles from "./account.module.css";
import { ConfirmAction } from "./confirm-action.tsx";
import { createPasskey, isAlreadyRegistered, isRefusal } from "./create-passkey.ts";
import type { Passkey } from "./queries.ts";

interface Naming {
  readonly id: string;
  readonly name: string;
}

/** Passkeys: add, name, remove. */
export function PasskeysCard({ passkeys }: { readonly passkeys: readonly Passkey[] }): ReactNode {
  const { t } = useLingui();
  const deviceName = useDeviceName();
  const [naming, setNaming] = useState<Naming>();
  const add = useAction({
    run: async () => {
      const id = await createPasskey();
      setNaming({ id, name: deviceName(navigator.userAgent) });
    },
    done: t`Passkey added`,
    changes: [["me", "passkeys"]],
  });
  const addButton = (
    <Button size="small" isBusy={add.isBusy} onPress={() => void add.run()}>
      <Icon name="plus" />
      {t`Add passkey`}
    </Button>
  );
  return (
    <Card
      title={t`Passkeys`}
      lead={t`Sign in with your fingerprint, your face or your device's lock, without a password.`}
      action={passkeys.length > 0 && addButton}
    >
      <AddFailure error={add.error} />
      {passkeys.length === 0 ? (
        <Single icon="passkey" title={t`No passkeys yet`} actions={addButton}>
          {t`A passkey can't be guessed, stolen in a data breach or typed into a fake page.`}
        </Single>
      ) : (
        <Rows label={t`Passkeys`}>
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} onName={setNaming} />
          ))}
        </Rows>
      )}
      {naming !== undefined && <NameDialog naming={naming} onClose={() => setNaming(undefined)} />}
    </Card>
  );
}

function AddFailure({ error }: { readonly error: unknown }): ReactNode {
  const { t } = useLingui();
  if (isRefusal(error)) return <Banner tone="warning">{t`No passkey was added.`}</Banner>;
  if (isAlreadyRegistered(error)) {
    return <Banner tone="warning">{t`This device already has a passkey for this account.`}</Banner>;
  }
  return <FailureBanner error={error} />;
}

function PasskeyRow({
  passkey: { id, name, createdAt, attachment },
  onName,
}: {
  readonly passkey: Passkey;
  readonly onName: (naming: Naming) => void;
}): ReactNode {
  const { t } = useLingui();
  const [isRemoving, setRemoving] = useState(false);
  const title = name ?? t`Passkey`;
  return (
    <Row
      icon="passkey"
      title={title}
      actions={
        <>
          <MoreMenu
            name={title}
            actions={[
              { id: "rename", label: t`Rename`, onAction: () => onName({ id, name: name ?? "" }) },
              { id: "remove", label: t`Remove`, isDangerous: true, onAction: () => setRemoving(true) },
            ]}
          />
          <ConfirmAction
            isOpen={isRemoving}
            onOpenChange={setRemoving}
            title={t`Remove ${title}?`}
            action={t`Remove passkey`}
            run={() => answer(api().DELETE("/v1/me/passkeys/{id}", { params: { path: { id } } }))}
            done={t`Passkey removed`}
            changes={[["me", "passkeys"]]}
          >
            <Trans>It no longer signs in here. Delete it from your device's passwords as well.</Trans>
          </ConfirmAction>
        </>
      }
    >
      <Facts>
        <Trans>
          Added <Timestamp time={createdAt} />
        </Trans>
        {attachment === "cross-platform" && t`On a security key or another device`}
      </Facts>
    </Row>
  );
}

function NameDialog({
  naming,
  onClose,
}: {
  readonly naming: Naming;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const [name, setName] = useState(naming.name);
  const rename = useAction({
    run: async () => {
      const params = { path: { id: naming.id } };
      await answer(api().PATCH("/v1/me/passkeys/{id}", { params, body: { name: name.trim() } }));
      onClose();
    },
    done: t`Passkey named`,
    changes: [["me", "passkeys"]],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "" && !rename.isBusy) void rename.run();
  };
  return (
    <Dialog title={t`Name this passkey`} isOpen onOpenChange={onClose}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <FailureBanner error={rename.error} />
        <TextField
          label={t`Name`}
          value={name}
          onChange={setName}
          maxLength={60}
          autoFocus
          hint={t`To recognise it in this list.`}
        />
        <DialogFoot>
          <Button onPress={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" isBusy={rename.isBusy} isDisabled={name.trim() === ""}>
            {t`Save`}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
