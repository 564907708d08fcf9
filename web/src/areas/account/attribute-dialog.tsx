import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { toFailure } from "../../api/problem.ts";
import { useAction } from "../../api/use-action.ts";
import { Button } from "../../components/button.tsx";
import { CodeField, Resend } from "../../components/code-field.tsx";
import { Dialog, DialogFoot } from "../../components/dialog.tsx";
import { FailureBanner } from "../../components/states.tsx";
import { TextField } from "../../components/text-field.tsx";
import { changeSession } from "../../session/session.ts";
import styles from "./account.module.css";

export type AttributeName = "email" | "phone_number";

/** Where the dialog begins: with a new value, with the code of a pending value, or by sending a code to the current value. */
export type Asked =
  | { readonly step: "value" }
  | { readonly step: "code"; readonly value: string }
  | { readonly step: "send" };

const isEmail = (value: string): boolean => /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)*$/.test(value);
const isNumber = (value: string): boolean => /^\+[1-9]\d{6,14}$/.test(value);

/** As people write numbers: with spaces, brackets and dashes. */
const plainNumber = (value: string): string => value.replace(/[\s()./-]/g, "").replace(/^00/, "+");

/** A new address or number, then the code that was sent there. */
export function AttributeDialog({
  name,
  asked,
  onClose,
}: {
  readonly name: AttributeName;
  readonly asked: Asked;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const [sentTo, setSentTo] = useState(asked.step === "code" ? asked.value : undefined);
  const [value, setValue] = useState(asked.step === "code" ? asked.value : undefined);
  const [waitUntil, setWaitUntil] = useState(0);
  const send = useAction({
    run: async (to: string | undefined) => {
      const body = to === undefined ? {} : { value: to };
      const sent = await answer(
        api().POST("/v1/me/attributes/{name}/code", { params: { path: { name } }, body }),
      );
      setValue(to);
      setSentTo(to ?? sent.delivery.destination);
      setWaitUntil(Date.now() + sent.resendAfter * 1000);
    },
    changes: [["me"]],
  });
  const isBegun = useRef(false);
  useEffect(() => {
    if (asked.step !== "send" || isBegun.current) return;
    isBegun.current = true;
    void send.run(undefined);
  });
  const title = name === "email" ? t`E-mail address` : t`Phone number`;
  return (
    <Dialog
      title={sentTo === undefined ? title : t`Enter the code`}
      isOpen
      onOpenChange={onClose}
      isHeld={send.isBusy}
    >
      {sentTo === undefined && asked.step === "value" ? (
        <NewValue name={name} send={send.run} error={send.error} isBusy={send.isBusy} onClose={onClose} />
      ) : (
        <Verify
          name={name}
          value={value}
          sentTo={sentTo}
          onClose={onClose}
          error={send.error}
          resend={<Resend waitUntil={waitUntil} isBusy={send.isBusy} onResend={() => void send.run(value)} />}
        />
      )}
    </Dialog>
  );
}

/** Label, input type and hints of the field for a new value. */
function useValueField(name: AttributeName) {
  const { t } = useLingui();
  return name === "email"
    ? {
        input: { label: t`New e-mail address`, type: "email", name: "email", autoComplete: "email" },
        hint: t`A code is sent there. Your current address stays until you enter the code.`,
        incomplete: t`Enter a whole address, such as name@example.com.`,
        refused: t`This address can't be used. Choose another one.`,
        plain: (text: string) => text.trim().toLowerCase(),
        isRight: isEmail,
      }
    : {
        input: { label: t`Phone number`, type: "tel", name: "tel", autoComplete: "tel" },
        hint: t`With country code. A code is sent there by text message.`,
        incomplete: t`Enter the number with its country code, such as +49 151 23456789.`,
        refused: t`Text messages can't be sent to this number. Check it, or use another one.`,
        plain: plainNumber,
        isRight: isNumber,
      };
}

function NewValue({
  name,
  send,
  error,
  isBusy,
  onClose,
}: {
  readonly name: AttributeName;
  readonly send: (value: string) => unknown;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const field = useValueField(name);
  const value = field.plain(text);
  const isRight = field.isRight(value);
  const code = error === null ? undefined : toFailure(error).code;
  const isRefused = code === "invalid_parameter" || code === "validation_failed";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isRight && !isBusy) send(value);
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {!isRefused && <FailureBanner error={error} />}
      <TextField
        {...field.input}
        autoFocus
        value={text}
        onChange={setText}
        hint={field.hint}
        problem={isTried && !isRight ? field.incomplete : isRefused ? field.refused : undefined}
      />
      <DialogFoot>
        <Button onPress={onClose} isDisabled={isBusy}>{t`Cancel`}</Button>
        <Button type="submit" kind="primary" isBusy={isBusy}>{t`Send code`}</Button>
      </DialogFoot>
    </form>
  );
}

function Verify({
  name,
  value,
  sentTo,
  resend,
  error,
  onClose,
}: {
  readonly name: AttributeName;
  /** The new value; missing when the current one is being verified. */
  readonly value: string | undefined;
  readonly sentTo: string | undefined;
  readonly resend: ReactNode;
  readonly error: unknown;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const [code, setCode] = useState("");
  const verify = useAction({
    run: async (given: string) => {
      await answer(
        api().POST("/v1/me/attributes/{name}/verify", { params: { path: { name } }, body: { code: given } }),
      );
      if (name === "email" && value !== undefined) changeSession({ email: value });
      onClose();
    },
    done: name === "email" ? t`Address verified` : t`Number verified`,
    changes: [["me"]],
  });
  const failed = verify.error === null ? undefined : toFailure(verify.error).code;
  const isWrong = failed === "code_mismatch" || failed === "code_expired";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code !== "" && !verify.isBusy) void verify.run(code);
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <FailureBanner error={error ?? (isWrong ? null : verify.error)} />
      {sentTo !== undefined && (
        <p>
          <Trans>
            A code was sent to <span className={styles.strong}>{sentTo}</span>.
          </Trans>
        </p>
      )}
      <CodeField
        label={t`Code`}
        value={code}
        onChange={setCode}
        onComplete={(whole) => void verify.run(whole)}
        isReadOnly={verify.isBusy}
        autoFocus
        problem={
          isWrong ? t`The code is not right or no longer valid. Check it, or ask for a new one.` : undefined
        }
      />
      <div>{resend}</div>
      <DialogFoot>
        <Button onPress={onClose} isDisabled={verify.isBusy}>{t`Later`}</Button>
        <Button type="submit" kind="primary" isBusy={verify.isBusy}>{t`Verify`}</Button>
      </DialogFoot>
    </form>
  );
}
