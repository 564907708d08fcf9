import { useState } from "react";
import { tokens } from "./amplify-session.ts";
import type { beginWithPassword } from "./sign-in-by-steps.ts";

export type Tokens = NonNullable<Awaited<ReturnType<typeof tokens>>>;

/** The state of the sign-in. */
export type Stage =
  | { readonly kind: "signed-out" }
  /** `asked` counts the attempts: after a wrong code, the deployment's own triggers ask again. */
  | { readonly kind: "code"; readonly asked: number }
  | { readonly kind: "choice"; readonly factors: readonly string[] }
  /** Amplify's name of a step that this example does not support. */
  | { readonly kind: "other"; readonly step: string }
  | { readonly kind: "signed-in"; readonly tokens: Tokens };

const CODES = /_WITH_(?:TOTP_CODE|SMS_CODE|EMAIL_CODE|CUSTOM_CHALLENGE)$/;

export async function heldStage(): Promise<Stage> {
  const held = await tokens();
  return held === undefined ? { kind: "signed-out" } : { kind: "signed-in", tokens: held };
}

/** @param before the stage that the user answered */
export async function stageAfter(
  { nextStep }: Awaited<ReturnType<typeof beginWithPassword>>,
  before?: Stage,
): Promise<Stage> {
  const { signInStep: step } = nextStep;
  if (step === "DONE") return heldStage();
  if (CODES.test(step)) return { kind: "code", asked: before?.kind === "code" ? before.asked + 1 : 1 };
  if (step === "CONTINUE_SIGN_IN_WITH_MFA_SELECTION") {
    return { kind: "choice", factors: nextStep.allowedMFATypes ?? [] };
  }
  return { kind: "other", step };
}

/** Runs one step at a time. Errors have Cognito's or Amplify's own name and message. */
export function useSteps() {
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
  const restart = () => {
    setError(undefined);
    setStage({ kind: "signed-out" });
  };
  return { stage, isBusy, error, run, restart };
}
