import { confirmSignIn, type SignInOutput, signIn } from "aws-amplify/auth";

/** By SRP: the password never leaves the browser. The answer says what comes next. */
export const beginWithPassword = (username: string, password: string): Promise<SignInOutput> =>
  signIn({ username, password, options: { authFlowType: "USER_SRP_AUTH" } });

/** Without a password: by a code that is mailed. The pool's triggers ask which way it goes, then for the code. */
export async function beginWithCode(username: string): Promise<SignInOutput> {
  await signIn({ username, options: { authFlowType: "CUSTOM_WITHOUT_SRP" } });
  return answer(JSON.stringify({ channel: "email" }));
}

/** A code that the step before asked for; or TOTP, EMAIL or SMS where it asked which second step. */
export const answer = (challengeResponse: string): Promise<SignInOutput> =>
  confirmSignIn({ challengeResponse });
