import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { toFailure } from "../../api/problem.ts";
import { useAction } from "../../api/use-action.ts";
import { Button } from "../../components/button.tsx";
import { CodeField } from "../../components/code-field.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { Dialog, DialogFoot } from "../../components/dialog.tsx";
import { QrCode } from "../../components/qr-code.tsx";
import { Bone, FailureBanner, Loaded } from "../../components/states.tsx";
import { TextField } from "../../components/text-field.tsx";
import styles from "./account.module.css";
import { CodeList } from "./code-list.tsx";

interface Setup {
  readonly secret: string;
  readonly otpauthUri: string;
}

/** Sets an authenticator app up: scan, enter its code, keep the recovery codes. */
export function AuthenticatorDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [codes, setCodes] = useState<readonly string[]>();
  const query = useQuery({
    queryKey: ["authenticator-setup"],
    queryFn: () => answer(api().POST("/v1/me/mfa/totp")),
    // A second request would replace the secret on the screen.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const finish = () => {
    onClose();
    void queries.invalidateQueries({ queryKey: ["me", "mfa"] });
  };
  return (
    <Dialog
      title={codes === undefined ? t`Set up an authenticator app` : t`Keep your recovery codes`}
      isOpen
      onOpenChange={onClose}
      isHeld={codes !== undefined}
    >
      {codes === undefined ? (
        <Loaded
          query={query}
          skeleton={
            <>
              <Bone height={13} />
              <Bone height={2.75} />
              <Bone height={2.75} />
            </>
          }
        >
          {(setup) => <FirstCode setup={setup} onCodes={setCodes} onClose={onClose} />}
        </Loaded>
      ) : (
        <CodeList codes={codes} onDone={finish} />
      )}
    </Dialog>
  );
}

function FirstCode({
  setup: { secret, otpauthUri },
  onCodes,
  onClose,
}: {
  readonly setup: Setup;
  readonly onCodes: (codes: readonly string[]) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const verify = useAction({
    run: async (given: string) => {
      const deviceName = name.trim();
      const body = { code: given, ...(deviceName === "" ? {} : { deviceName }) };
      const { codes } = await answer(api().POST("/v1/me/mfa/totp/verify", { body }));
      onCodes(codes);
    },
  });
  const isWrong = verify.error !== null && toFailure(verify.error).code === "code_mismatch";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code !== "" && !verify.isBusy) void verify.run(code);
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {!isWrong && <FailureBanner error={verify.error} />}
      <ol className={styles.steps}>
        <li>
          <Trans>Scan this with an authenticator app, or type the key into it.</Trans>
          <QrCode text={otpauthUri} label={t`QR code for your authenticator app`} />
          <span className={styles.key}>
            <code>{secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
            <CopyButton text={secret} label={t`Copy key`} />
          </span>
        </li>
        <li>
          <Trans>Name it, if you like, and enter the six digits that it shows.</Trans>
        </li>
      </ol>
      <TextField
        label={t`Name`}
        isOptional
        value={name}
        onChange={setName}
        maxLength={60}
        placeholder={t`Such as: work phone`}
      />
      <CodeField
        label={t`Code`}
        value={code}
        onChange={setCode}
        onComplete={(whole) => void verify.run(whole)}
        isReadOnly={verify.isBusy}
        problem={isWrong ? t`Wrong code. Wait for the next one and enter that.` : undefined}
      />
      <DialogFoot>
        <Button onPress={onClose} isDisabled={verify.isBusy}>{t`Cancel`}</Button>
        <Button type="submit" kind="primary" isBusy={verify.isBusy}>{t`Turn on`}</Button>
      </DialogFoot>
    </form>
  );
}
