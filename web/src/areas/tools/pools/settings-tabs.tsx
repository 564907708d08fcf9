import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Card } from "../../../app/page.tsx";
import { CodeBlock } from "../../../components/code-block.tsx";
import { KeyValue } from "../../../components/key-value.tsx";
import { Bone, Empty } from "../../../components/states.tsx";
import { LocalLoaded } from "../laptop/local-states.tsx";
import { type Members, poolQuery } from "./cognito.ts";

/** Triggers and their functions: a trigger with a version has them together in a `…Config`. */
function triggersOf({ LambdaConfig = {} }: Members): readonly (readonly [name: string, arn: string])[] {
  return Object.entries(LambdaConfig as Members).flatMap(([name, value]) => {
    if (typeof value === "string") return name.startsWith("KMS") ? [] : [[name, value] as const];
    const { LambdaArn, LambdaVersion } = value as {
      readonly LambdaArn?: string;
      readonly LambdaVersion?: string;
    };
    return LambdaArn === undefined
      ? []
      : [[`${name.replace(/Config$/, "")} ${LambdaVersion ?? ""}`.trim(), LambdaArn] as const];
  });
}

export function TriggersTab({ pool }: { readonly pool: string }): ReactNode {
  const { t } = useLingui();
  const query = useQuery(poolQuery(pool));
  return (
    <LocalLoaded query={query} skeleton={<Bone height={12} />}>
      {(description) => {
        const triggers = triggersOf(description);
        return (
          <Card>
            {triggers.length === 0 ? (
              <Empty icon="code" title={t`No triggers in this pool`} />
            ) : (
              <KeyValue
                pairs={triggers.map(([name, arn]) => ({
                  id: name,
                  name,
                  value: arn.replace(/^.*:function:/, ""),
                  isMono: true,
                  copy: { text: arn, label: t`Copy the ARN of ${name}` },
                }))}
              />
            )}
          </Card>
        );
      }}
    </LocalLoaded>
  );
}

/** The pool as DescribeUserPool has it. */
export function SettingsTab({ pool }: { readonly pool: string }): ReactNode {
  const { t } = useLingui();
  const query = useQuery(poolQuery(pool));
  return (
    <LocalLoaded query={query} skeleton={<Bone height={20} />}>
      {(description) => (
        <CodeBlock
          label={t`Settings of the pool`}
          title="DescribeUserPool"
          code={JSON.stringify(description, null, 2)}
        />
      )}
    </LocalLoaded>
  );
}
