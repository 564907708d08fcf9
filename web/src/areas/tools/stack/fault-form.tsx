import { useLingui } from "@lingui/react/macro";
import type { QueryKey } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Card } from "../../../app/page.tsx";
import { Button } from "../../../components/button.tsx";
import { Select } from "../../../components/select.tsx";
import { TextField } from "../../../components/text-field.tsx";
import styles from "../laptop/local.module.css";
import { askLocal } from "../laptop/local-api.ts";
import { LocalFailureBanner } from "../laptop/local-states.tsx";

/** By the names that requests are signed for. */
const SERVICES = {
  "cognito-idp": "Cognito user pools",
  "cognito-identity": "Cognito identity pools",
  dynamodb: "DynamoDB",
  kms: "KMS",
  s3: "S3",
  ses: "SES",
  sns: "SNS",
  sts: "STS",
} as const;

type Service = keyof typeof SERVICES | "*";

/** Their requests name the operation. */
const TARGETED: readonly string[] = ["cognito-idp", "cognito-identity", "dynamodb", "kms"];

const isWhole = (text: string, least: number, most: number): boolean =>
  /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;

/** Adds a fault. */
export function FaultForm({ changes }: { readonly changes: readonly QueryKey[] }): ReactNode {
  const { t } = useLingui();
  const [service, setService] = useState<Service>("cognito-idp");
  const [operation, setOperation] = useState("");
  const [error, setError] = useState("InternalFailure");
  const [status, setStatus] = useState("500");
  const [times, setTimes] = useState("");
  const isTargeted = TARGETED.includes(service);
  const isStatus = isWhole(status, 400, 599);
  const isTimes = times === "" || isWhole(times, 1, 1_000_000);
  const add = useAction({
    run: () =>
      askLocal("faults", {
        method: "POST",
        body: {
          service,
          ...(isTargeted && operation !== "" && { operation }),
          error,
          status: Number(status),
          ...(times !== "" && { times: Number(times) }),
        },
      }),
    done: t`Fault added`,
    changes,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isStatus && isTimes && !add.isBusy) void add.run();
  };
  return (
    <form onSubmit={submit}>
      <Card
        title={t`Add a fault`}
        foot={
          <Button type="submit" kind="primary" isBusy={add.isBusy} isDisabled={!isStatus || !isTimes}>
            {t`Add fault`}
          </Button>
        }
      >
        <div className={styles.fields}>
          <Select<Service>
            label={t`Service`}
            value={service}
            onChange={setService}
            options={[
              ...Object.entries(SERVICES).map(([id, label]) => ({ id: id as Service, label, hint: id })),
              { id: "*", label: t`All services` },
            ]}
          />
          <TextField
            label={t`Operation`}
            isOptional
            isMono
            placeholder="InitiateAuth"
            spellCheck="false"
            value={isTargeted ? operation : ""}
            onChange={setOperation}
            isDisabled={!isTargeted}
            hint={isTargeted ? t`Empty: every operation.` : t`Requests to this service do not name one.`}
          />
          <TextField label={t`Error`} isMono spellCheck="false" value={error} onChange={setError} />
          <TextField
            label={t`Status`}
            inputMode="numeric"
            value={status}
            onChange={setStatus}
            problem={isStatus ? undefined : t`Enter a number from 400 to 599.`}
          />
          <TextField
            label={t`Times`}
            isOptional
            inputMode="numeric"
            value={times}
            onChange={setTimes}
            hint={t`Empty: until it is removed.`}
            problem={isTimes ? undefined : t`Enter a whole number, at least 1.`}
          />
        </div>
        <LocalFailureBanner error={add.error} />
      </Card>
    </form>
  );
}
