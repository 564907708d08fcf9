import { confirmSignIn, type SignInOutput, signIn } from "aws-amplify/auth";

/** By SRP: the password never leaves the browser. The result says what comes next. */
export const beginWithPassword = (username: string, password: string): Promise<SignInOutput> =>
  signIn({ username, password, options: { authFlowType: "USER_SRP_AUTH" } });

/** Without a password: by a code. The pool's triggers let the user choose e-mail or SMS, then ask for the code. */
export async function beginWithCode(username: string): Promise<SignInOutput> {
  await signIn({ username, options: { authFlowType: "CUSTOM_WITHOUT_SRP" } });
  return answer(JSON.stringify({ channel: "email" }));
}

/** The code that the last step asked for; or TOTP, EMAIL or SMS if it asked for the second step. */
export const answer = (challengeResponse: string): Promise<SignInOutput> =>
  confirmSignIn({ challengeResponse });
