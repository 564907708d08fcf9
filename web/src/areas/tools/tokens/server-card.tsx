import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import type { TokenInspection } from "../../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../../api/api.ts";
import { useAction } from "../../../api/use-action.ts";
import { Card } from "../../../app/page.tsx";
import { Badge } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { FailureBanner } from "../../../components/states.tsx";
import styles from "./tokens.module.css";

const TONES = { passed: "success", failed: "danger", skipped: "neutral" } as const;

/**
 * The API's verdict on the token: only the API knows whether the session was ended. The token is sent only when the button is pressed, and
 * only if it is the user's own.
 *
 * @param token of this page's session
 */
export function ServerCard({ token }: { readonly token: string }): ReactNode {
  const { t } = useLingui();
  const [answered, setAnswered] = useState<TokenInspection>();
  const inspect = useAction({
    run: async (own: string) => {
      setAnswered(await answer(api().POST("/v1/tokens/inspect", { body: { token: own } })));
    },
  });
  const words = { passed: t`Passed`, failed: t`Failed`, skipped: t`Skipped` };
  return (
    <Card
      title={t`What the API says`}
      lead={t`Sends your token to this API, which also knows whether the session was ended.`}
      action={
        <Button isBusy={inspect.isBusy} onPress={() => void inspect.run(token)}>
          {t`Ask the API`}
        </Button>
      }
    >
      {inspect.error !== null && <FailureBanner error={inspect.error} />}
      {answered !== undefined && (
        <ul className={styles.checks} aria-label={t`The API's checks`}>
          {answered.checks.map(({ check, verdict, detail }) => (
            <li key={check} data-check={check} data-verdict={verdict}>
              <Badge tone={TONES[verdict]}>{words[verdict]}</Badge>
              <div>
                <strong>
                  <code>{check}</code>
                </strong>
                <span lang="en">{detail}</span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
