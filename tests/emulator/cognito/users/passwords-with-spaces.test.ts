import {
  AdminCreateUserCommand,
  ChangePasswordCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  type CognitoApp,
  passwordSignIn,
  refusal,
  resetPassword,
  setPassword,
  signUpConfirmed,
  startCognitoApp,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";

/** A space is its only symbol. */
const PHRASE = "Seven green bottles 4 you";

let app: CognitoApp;
let people = 0;

beforeAll(async () => {
  const all = { RequireUppercase: true, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true };
  app = await startCognitoApp({ pool: { Policies: { PasswordPolicy: { MinimumLength: 8, ...all } } } });
});

const newAddress = () => {
  people += 1;
  return `person${people}@example.com`;
};

const send: CognitoApp["server"]["admin"]["send"] = (...args: [never]) => app.server.admin.send(...args);

async function invite(email: string, TemporaryPassword: string) {
  await send(new AdminCreateUserCommand({ UserPoolId: app.poolId, Username: email, TemporaryPassword }));
  return send(
    new InitiateAuthCommand({
      ClientId: app.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD: TemporaryPassword },
    }),
  );
}

/** Every way to set a password; each returns an account with that password. */
const WAYS: Readonly<Record<string, (email: string, password: string) => Promise<unknown>>> = {
  SignUp: (email, password) => signUpConfirmed(app, email, password),
  ChangePassword: async (email, password) => {
    await signUpConfirmed(app, email);
    const { AccessToken } = await tokensOf(app, email);
    return send(
      new ChangePasswordCommand({
        AccessToken,
        PreviousPassword: "Correct-Horse-9",
        ProposedPassword: password,
      }),
    );
  },
  ConfirmForgotPassword: async (email, password) => {
    await signUpConfirmed(app, email);
    await send(new ForgotPasswordCommand({ ClientId: app.clientId, Username: email }));
    return resetPassword(app, email, password);
  },
  AdminSetUserPassword: async (email, password) => {
    await signUpConfirmed(app, email);
    return setPassword(app, email, password);
  },
  NEW_PASSWORD_REQUIRED: async (email, password) => {
    const { Session } = await invite(email, "Temporary-Horse-1");
    return send(
      new RespondToAuthChallengeCommand({
        ClientId: app.clientId,
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        Session,
        ChallengeResponses: { USERNAME: email, NEW_PASSWORD: password },
      }),
    );
  },
};

describe.each(Object.entries(WAYS))("%s", (_way, set) => {
  test("accepts a password with spaces inside, and a space counts as a symbol", async () => {
    const email = newAddress();
    await set(email, PHRASE);
    const { AuthenticationResult } = await passwordSignIn(app, email, PHRASE);
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  });

  test.each([` ${PHRASE}`, `${PHRASE} `, `${PHRASE}\t`, `\u2003${PHRASE}`])(
    "refuses white space at the ends: %j",
    async (password) => {
      expect(await refusal(set(newAddress(), password))).toMatch(
        /^(InvalidParameterException: 1 validation error detected: Value at '\w+' failed to satisfy constraint: Member must satisfy regular expression pattern: \^\[\\S\]\+\.\*\[\\S\]\+\$|InvalidPasswordException: Password does not conform to policy: Password must not begin or end with white space)$/,
      );
    },
  );
});

test("a temporary password may have spaces, which must be sent back", async () => {
  expect(await invite(newAddress(), PHRASE)).toMatchObject({ ChallengeName: "NEW_PASSWORD_REQUIRED" });
});

test("ChangePassword accepts a previous password with spaces", async () => {
  const email = newAddress();
  await signUpConfirmed(app, email, PHRASE);
  const { AccessToken } = await tokensOf(app, email, PHRASE);
  await send(
    new ChangePasswordCommand({ AccessToken, PreviousPassword: PHRASE, ProposedPassword: `${PHRASE} 2` }),
  );
  expect(await refusal(passwordSignIn(app, email, `${PHRASE} 2`))).toBe("not refused");
});

test("without the space, the password has no symbol", async () => {
  const command = new SignUpCommand({
    ClientId: app.clientId,
    Username: newAddress(),
    Password: PHRASE.replaceAll(" ", ""),
  });
  expect(await refusal(send(command))).toBe(
    "InvalidPasswordException: Password did not conform with policy: Password must have symbol characters",
  );
});
