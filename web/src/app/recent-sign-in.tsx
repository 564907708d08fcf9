import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { StepUpChallenge } from "../../../clients/typescript/index.ts";
import { configQuery } from "../api/config.ts";
import { createFlow, type SignInFlow, useFlow } from "../areas/sign-in/flow.ts";
import { leaveForProvider } from "../areas/sign-in/hosted.ts";
import { Divider } from "../areas/sign-in/parts.tsx";
import { ProviderButtons, providersOn } from "../areas/sign-in/providers.tsx";
import { QuestionLead } from "../areas/sign-in/question-lead.tsx";
import { QuestionView } from "../areas/sign-in/questions/question-view.tsx";
import { rememberReturn } from "../areas/sign-in/return-path.ts";
import { useQuestionTitle } from "../areas/sign-in/texts.ts";
import { Button } from "../components/button.tsx";
import { Dialog } from "../components/dialog.tsx";
import { Bone, Skeleton } from "../components/states.tsx";
import { loadTexts } from "../i18n/languages.ts";
import { signOut, useSession } from "../session/session.ts";
import { answerSignInAgain } from "../session/sign-in-again.ts";
import type { Session } from "../session/tokens.ts";

interface Asked {
  readonly flow: SignInFlow;
  /** The text of the button that was pressed. */
  readonly action: string | undefined;
  readonly needed: StepUpChallenge;
}

/** The text of the button that was pressed, if it still has the focus; for a field, of its form's submit button. */
function pressedAction(): string | undefined {
  const focused = document.activeElement;
  const button = focused?.closest("button") ?? focused?.closest("form")?.querySelector("button[type=submit]");
  return (button?.firstElementChild ?? button)?.textContent?.trim() || undefined;
}

/** Asks for a recent sign-in, or one with a second factor, in place when a request needs it; the request then continues. */
export function RecentSignIn(): ReactNode {
  const [asked, setAsked] = useState<Asked>();
  const settle = useRef<(isSignedIn: boolean) => void>(undefined);
  const session = useSession();
  const email = session?.email ?? "";
  const finish = (isSignedIn: boolean) => {
    setAsked(undefined);
    settle.current?.(isSignedIn);
    settle.current = undefined;
  };
  const finishNow = useRef(finish);
  finishNow.current = finish;
  useEffect(
    () =>
      answerSignInAgain(async (needed) => {
        const action = pressedAction();
        await loadTexts("sign-in");
        return new Promise((resolve) => {
          settle.current = resolve;
          setAsked({ flow: createFlow(() => finishNow.current(true), email), action, needed });
        });
      }),
    [email],
  );
  if (asked === undefined || session === undefined) return null;
  const onCancel = () => finish(false);
  return session.isFederated ? (
    <AtTheProvider action={asked.action} needed={asked.needed} session={session} onCancel={onCancel} />
  ) : (
    <InPlace {...asked} session={session} onCancel={onCancel} />
  );
}

function SignInDialog({
  title,
  children,
  onCancel,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly onCancel: () => void;
}): ReactNode {
  return (
    <Dialog
      title={title}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onCancel();
      }}
    >
      {children}
    </Dialog>
  );
}

/** The account's providers that this page can sign in with, and how to leave for one. */
function useOwnProviders({ action, needed, session }: Omit<Props, "onCancel">) {
  const { data: config, isPending } = useQuery(configQuery);
  const router = useRouter();
  const isOwn = ({ name }: { readonly name: string }) => session.providers.includes(name);
  const leave = async (name: string) => {
    if (config === undefined) return;
    rememberReturn(router.state.location.href);
    await leaveForProvider(config, name, { begun: { sub: session.sub, action }, needed });
  };
  return { isPending, own: providersOn(config).filter(isOwn), leave };
}

interface Props {
  readonly action: string | undefined;
  readonly needed: StepUpChallenge;
  readonly session: Session;
  readonly onCancel: () => void;
}

/** For users without a password here: they sign in at their provider, which leads back to this page. */
function AtTheProvider({ action, needed, session, onCancel }: Props): ReactNode {
  const { t } = useLingui();
  const { isPending, own, leave } = useOwnProviders({ action, needed, session });
  return (
    <SignInDialog title={t`Sign in again`} onCancel={onCancel}>
      {isPending ? (
        <Skeleton>
          <Bone height={2.75} />
        </Skeleton>
      ) : own.length > 0 ? (
        <>
          <p>
            <Trans>
              This needs a recent sign-in with your identity provider. It leads back to this page; then choose
              once more what you began.
            </Trans>
          </p>
          <ProviderButtons providers={own} onChoose={leave} />
        </>
      ) : (
        <>
          <p>
            <Trans>
              This needs a recent sign-in with your identity provider, which can't be reached from here. Sign
              out, then sign in as you did before.
            </Trans>
          </p>
          <Button size="large" isWide onPress={() => void signOut()}>
            {t`Sign out`}
          </Button>
        </>
      )}
    </SignInDialog>
  );
}

function FirstLead({
  email,
  needsSecondFactor,
}: {
  readonly email: string;
  readonly needsSecondFactor: boolean;
}): ReactNode {
  return needsSecondFactor ? (
    <Trans>
      This needs a recent sign-in of {email} with the second step or a passkey. What you began goes on
      afterwards.
    </Trans>
  ) : (
    <Trans>This needs a recent sign-in of {email}. What you began goes on afterwards.</Trans>
  );
}

/** For all others: password, code or passkey in place, and the request continues. A linked provider is offered, too. */
function InPlace({
  flow,
  action,
  needed,
  session,
  onCancel,
}: Props & { readonly flow: SignInFlow }): ReactNode {
  const { t } = useLingui();
  const { question } = useFlow(flow);
  const titleOf = useQuestionTitle();
  const { own, leave } = useOwnProviders({ action, needed, session });
  if (question === undefined) return null;
  const isFirst = question.name === "password";
  const needsSecondFactor = needed.acrValues.length > 0;
  return (
    <SignInDialog title={isFirst ? t`Sign in again` : titleOf(question)} onCancel={onCancel}>
      <p>
        {isFirst ? (
          <FirstLead email={flow.state.email} needsSecondFactor={needsSecondFactor} />
        ) : (
          <QuestionLead question={question} />
        )}
      </p>
      <QuestionView flow={flow} question={question} isInDialog needsSecondFactor={needsSecondFactor} />
      {isFirst && own.length > 0 && !needsSecondFactor && (
        <>
          <Divider />
          <ProviderButtons providers={own} onChoose={leave} />
        </>
      )}
    </SignInDialog>
  );
}
