import { useLingui } from "@lingui/react/macro";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import type { AuthConfig } from "../../../api/config.ts";
import { Card } from "../../../app/page.tsx";
import { Banner } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { KeyValue } from "../../../components/key-value.tsx";
import { PasswordField } from "../../../components/password-field.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import styles from "./amplify.module.css";
import { begin, configure, goOn, leave, tokens } from "./sign-in-with-amplify.ts";

type Tokens = NonNullable<Awaited<ReturnType<typeof tokens>>>;

/** Where the sign-in is. */
type Stage =
  | { readonly kind: "signed-out" }
  | { readonly kind: "code" }
  /** Amplify's name of a step that this example does not take. */
  | { readonly kind: "other"; readonly step: string }
  | { readonly kind: "signed-in"; readonly tokens: Tokens };

const CODES = /_WITH_(?:TOTP|SMS|EMAIL)_CODE$/;

async function stageAfter({ nextStep }: Awaited<ReturnType<typeof begin>>): Promise<Stage> {
  const { signInStep: step } = nextStep;
  if (step !== "DONE") return CODES.test(step) ? { kind: "code" } : { kind: "other", step };
  const held = await tokens();
  return held === undefined ? { kind: "signed-out" } : { kind: "signed-in", tokens: held };
}

/** Runs one step at a time; what it threw is Cognito's or Amplify's own, by name and words. */
function useSteps() {
  const [stage, setStage] = useState<Stage>({ kind: "signed-out" });
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const run = (step: () => Promise<Stage>) => {
    setIsBusy(true);
    setError(undefined);
    step()
      .then(setStage, (thrown: unknown) =>
        setError(thrown instanceof Error ? thrown : new Error(String(thrown))),
      )
      .finally(() => setIsBusy(false));
  };
  return { stage, isBusy, error, run };
}

const onSubmit = (run: () => void) => (event: FormEvent) => {
  event.preventDefault();
  run();
};

function Held({ tokens: { accessToken, idToken } }: { readonly tokens: Tokens }): ReactNode {
  const { t } = useLingui();
  const { exp } = accessToken.payload;
  return (
    <KeyValue
      pairs={[
        { name: t`E-mail`, value: String(idToken?.payload.email ?? "–") },
        { name: t`User id`, value: accessToken.payload.sub ?? "–", isMono: true },
        { name: t`Scopes`, value: String(accessToken.payload.scope ?? "–"), isMono: true },
        { name: t`Ends`, value: exp === undefined ? "–" : <Timestamp time={exp * 1000} /> },
        {
          name: t`Access token`,
          value: t`In memory`,
          copy: { text: accessToken.toString(), label: t`Copy access token` },
        },
      ]}
    />
  );
}

/** Signs in by the example's own code. */
export function TryItCard({ config }: { readonly config: AuthConfig }): ReactNode {
  const { t } = useLingui();
  const { stage, isBusy, error, run } = useSteps();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  useEffect(() => configure(config), [config]);
  const step = stage.kind === "other" ? stage.step : undefined;
  const problem = error !== undefined && (
    <Banner tone="danger">
      <strong>{error.name}</strong>: <span lang="en">{error.message}</span>
    </Banner>
  );
  return (
    <Card
      title={t`Try it`}
      lead={t`Runs the code below against this user pool. It is a sign-in of its own: the console's stays as it is.`}
    >
      {problem}
      {stage.kind === "signed-out" && (
        <form
          className={styles.form}
          onSubmit={onSubmit(() =>
            run(async () => {
              const next = await stageAfter(await begin(email, password));
              setPassword("");
              return next;
            }),
          )}
        >
          <TextField
            label={t`E-mail address`}
            type="email"
            autoComplete="off"
            value={email}
            onChange={setEmail}
            isRequired
          />
          <PasswordField
            label={t`Password`}
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
            isRequired
          />
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {t`Sign in with Amplify`}
          </Button>
        </form>
      )}
      {stage.kind === "code" && (
        <form
          className={styles.form}
          onSubmit={onSubmit(() => run(async () => stageAfter(await goOn(code))))}
        >
          <TextField
            label={t`Code`}
            autoComplete="one-time-code"
            inputMode="numeric"
            value={code}
            onChange={setCode}
            isRequired
          />
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {t`Continue`}
          </Button>
        </form>
      )}
      {step !== undefined && (
        <Banner tone="warning">{t`Amplify asks for ${step} next, which this example does not answer.`}</Banner>
      )}
      {stage.kind === "signed-in" && (
        <>
          <Banner tone="success">{t`Signed in by Amplify.`}</Banner>
          <Held tokens={stage.tokens} />
          <div>
            <Button
              isBusy={isBusy}
              onPress={() => run(async () => leave().then(() => ({ kind: "signed-out" })))}
            >
              {t`Sign out of Amplify`}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}
