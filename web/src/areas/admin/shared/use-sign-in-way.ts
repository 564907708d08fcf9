import { useLingui } from "@lingui/react/macro";
import type { Session } from "../../../../../clients/typescript/api-types.ts";

/** How a session was started, if Cognito says so. */
export function useSignInWay(): (session: Pick<Session, "signIn">) => string {
  const { t } = useLingui();
  return ({ signIn }) => (signIn === undefined ? t`API` : (signIn.provider ?? t`Sign-in pages`));
}
