import { lazy, type ReactNode, Suspense } from "react";
import { Bone, Skeleton } from "../../../components/states.tsx";
import type { Question, QuestionName } from "../flow.ts";
import { CodeQuestion } from "./code-question.tsx";
import { PasswordQuestion } from "./password-question.tsx";
import type { QuestionProps } from "./question.tsx";

type Component<Name extends QuestionName> = (
  props: QuestionProps<Question & { readonly name: Name }>,
) => ReactNode;

const factors = () => import("./factor-questions.tsx");

// Password and code are asked most often; the others are loaded when needed.
const QUESTIONS: {
  readonly [Name in QuestionName]: Component<Name> | React.LazyExoticComponent<Component<Name>>;
} = {
  password: PasswordQuestion,
  code: CodeQuestion,
  authenticator: lazy(async () => ({ default: (await factors()).AuthenticatorQuestion })),
  "choose-step": lazy(async () => ({ default: (await factors()).ChooseStepQuestion })),
  "choose-way": lazy(async () => ({ default: (await factors()).ChooseWayQuestion })),
  link: lazy(async () => ({ default: (await import("./link-question.tsx")).LinkQuestion })),
  passkey: lazy(async () => ({ default: (await import("./passkey-question.tsx")).PasskeyQuestion })),
  "new-password": lazy(async () => ({
    default: (await import("./new-password-question.tsx")).NewPasswordQuestion,
  })),
  "set-up": lazy(async () => ({ default: (await import("./set-up-question.tsx")).SetUpQuestion })),
};

/** The flow's current question. */
export function QuestionView(props: QuestionProps<Question>): ReactNode {
  const Asked = QUESTIONS[props.question.name] as Component<QuestionName>;
  return (
    <Suspense
      fallback={
        <Skeleton>
          <Bone height={2.75} />
          <Bone height={2.75} />
        </Skeleton>
      }
    >
      <Asked key={props.question.name} {...props} />
    </Suspense>
  );
}
