import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Banner } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { Icon } from "../../../components/icons.tsx";
import { FailureBanner } from "../../../components/states.tsx";
import type { Question } from "../flow.ts";
import { Below, Stack } from "../parts.tsx";
import type { QuestionProps } from "./question.tsx";

/** The browser's error both when the user cancelled and when there is no passkey: for privacy it does not distinguish them. */
const isRefusal = (error: unknown): boolean =>
  error instanceof DOMException && ["NotAllowedError", "AbortError"].includes(error.name);

/** A passkey: the browser asks for it at once, and again when the button is pressed. */
export function PasskeyQuestion({
  flow,
  question,
}: QuestionProps<Question & { name: "passkey" }>): ReactNode {
  const { t } = useLingui();
  const { step } = question;
  const ask = useAction({
    run: async () => {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
        step.options as unknown as PublicKeyCredentialRequestOptionsJSON,
      );
      const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
      const answer = credential.toJSON() as Parameters<typeof step.answer>[0]["credential"];
      await flow.take(await step.answer({ credential: answer }));
    },
  });
  const isAsked = useRef(false);
  useEffect(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    void ask.run();
  });
  return (
    <>
      <Stack>
        {isRefusal(ask.error) ? (
          <Banner tone="warning">{t`No passkey was used. Try again, or choose another way.`}</Banner>
        ) : (
          <FailureBanner error={ask.error} />
        )}
        <Button kind="primary" size="large" isWide isBusy={ask.isBusy} onPress={() => void ask.run()}>
          <Icon name="passkey" />
          {t`Use passkey`}
        </Button>
      </Stack>
      <Below>
        <Button kind="link" onPress={flow.back}>{t`Other ways to sign in`}</Button>
      </Below>
    </>
  );
}
