import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { Card } from "../../app/page.tsx";
import { Badge } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Single } from "../../components/rows.tsx";
import { CodeList } from "./code-list.tsx";
import { ConfirmAction } from "./confirm-action.tsx";

/** At so few remaining codes the card recommends new ones. */
const LOW_COUNT = 3;

/** Recovery codes: how many are left, and how to create new ones. */
export function RecoveryCard({ left }: { readonly left: number }): ReactNode {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [codes, setCodes] = useState<readonly string[]>();
  const finish = () => {
    setCodes(undefined);
    void queries.invalidateQueries({ queryKey: ["me", "mfa"] });
  };
  return (
    <Card title={t`Recovery codes`} lead={t`They get you in if you lose your second step. Each works once.`}>
      <Single
        icon="lock"
        title={left === 0 ? t`No codes` : <Plural value={left} one="# code left" other="# codes left" />}
        badges={
          left <= LOW_COUNT && (
            <Badge tone="warning">
              <Trans>Create new ones</Trans>
            </Badge>
          )
        }
        actions={
          <ConfirmAction
            title={t`Create new recovery codes?`}
            action={t`Create codes`}
            kind="primary"
            trigger={<Button size="small">{t`New codes`}</Button>}
            run={async () => setCodes((await answer(api().POST("/v1/me/mfa/recovery-codes"))).codes)}
          >
            {left === 0 ? (
              <Trans>They are shown only once. Have a safe place ready to keep them.</Trans>
            ) : (
              <Trans>Your old codes then stop working. The new ones are shown only once.</Trans>
            )}
          </ConfirmAction>
        }
      />
      {codes !== undefined && (
        <Dialog title={t`Keep your recovery codes`} isOpen isHeld onOpenChange={finish}>
          <CodeList codes={codes} onDone={finish} />
        </Dialog>
      )}
    </Card>
  );
}
