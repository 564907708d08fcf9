import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef } from "react";
import type { AuthConfig } from "../../../api/config.ts";
import { Card } from "../../../app/page.tsx";
import { Banner } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { Choice } from "../tokens/choice.tsx";
import styles from "./amplify.module.css";
import { configure, leave } from "./amplify-session.ts";
import { HeldTokens } from "./held-tokens.tsx";
import { RedirectWay } from "./redirect-way.tsx";
import { isBack, whenSignedIn } from "./sign-in-by-redirect.ts";
import { AddressForm, CodeForm, FactorChoice } from "./step-forms.tsx";
import { heldStage, useSteps } from "./steps.ts";
import { pageUrlOf, type Way } from "./ways.ts";

/** Signs in with the example's own code. */
export function TryItCard({
  config,
  way,
  onWay,
}: {
  readonly config: AuthConfig;
  readonly way: Way;
  readonly onWay: (way: Way) => void;
}): ReactNode {
  const { t } = useLingui();
  const steps = useSteps();
  const { stage, isBusy, error, run, restart } = steps;
  const step = stage.kind === "other" ? stage.step : "";
  const isBegun = useRef(false);
  useEffect(() => {
    if (isBegun.current) return;
    isBegun.current = true;
    const cameBack = isBack();
    configure(config, pageUrlOf(config));
    run(async () => {
      if (cameBack) await whenSignedIn();
      return heldStage();
    });
  });
  return (
    <Card
      title={t`Try it`}
      lead={t`Runs the code below against this user pool. It is a separate sign-in: the console's stays as it is.`}
    >
      {error !== undefined && (
        <Banner tone="danger">
          <strong>{error.name}</strong>: <span lang="en">{error.message}</span>
        </Banner>
      )}
      {stage.kind === "signed-out" && (
        <>
          <div className={styles.ways}>
            <Choice
              label={t`How to sign in`}
              options={[
                { id: "password", label: t`Password` },
                { id: "code", label: t`Code` },
                { id: "redirect", label: t`Login page` },
              ]}
              value={way}
              onChange={(chosen) => {
                restart();
                onWay(chosen);
              }}
            />
          </div>
          {way === "redirect" ? (
            <RedirectWay config={config} steps={steps} />
          ) : (
            <AddressForm key={way} way={way} steps={steps} />
          )}
        </>
      )}
      {stage.kind === "code" && <CodeForm asked={stage.asked} steps={steps} />}
      {stage.kind === "choice" && <FactorChoice factors={stage.factors} steps={steps} />}
      {stage.kind === "other" && (
        <Banner
          tone="warning"
          action={<Button onPress={restart}>{t`Start over`}</Button>}
        >{t`Amplify asks for ${step} next, which this example does not answer.`}</Banner>
      )}
      {stage.kind === "signed-in" && (
        <>
          <Banner tone="success">{t`Signed in by Amplify.`}</Banner>
          <HeldTokens tokens={stage.tokens} />
          <div>
            <Button isBusy={isBusy} onPress={() => run(async () => leave().then(heldStage))}>
              {t`Sign out of Amplify`}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}
