/** The public operations' answers for an unknown user, to clients with the legacy and the new setting. */
import {
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  ForgotPasswordCommand,
  ResendConfirmationCodeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { PASSWORD, refusal, startCognitoApp } from "../../../support/worlds/cognito-app.ts";

const app = await startCognitoApp();
let legacy: string;
beforeAll(async () => {
  const { UserPoolClient } = await app.server.admin.send(
    new CreateUserPoolClientCommand({
      UserPoolId: app.poolId,
      ClientName: "legacy",
      PreventUserExistenceErrors: "LEGACY",
    }),
  );
  legacy = UserPoolClient?.ClientId ?? "";
});

const ConfirmationCode = "123456";
type Named = { readonly ClientId: string; readonly Username: string };
const OPERATIONS: Readonly<Record<string, (named: Named) => Promise<unknown>>> = {
  ForgotPassword: (named) => app.server.admin.send(new ForgotPasswordCommand(named)),
  ResendConfirmationCode: (named) => app.server.admin.send(new ResendConfirmationCodeCommand(named)),
  ConfirmSignUp: (named) => app.server.admin.send(new ConfirmSignUpCommand({ ...named, ConfirmationCode })),
  ConfirmForgotPassword: (named) =>
    app.server.admin.send(
      new ConfirmForgotPasswordCommand({ ...named, ConfirmationCode, Password: PASSWORD }),
    ),
};

describe.each(Object.entries(OPERATIONS))("%s", (_name, call) => {
  test.each(["ghost@example.com", "ghost", "+15550100", "7a6b5c4d-0000-7000-8000-000000000000"])(
    "for the unknown user %s",
    async (Username) => {
      expect(await refusal(call({ ClientId: legacy, Username }))).toBe(
        "UserNotFoundException: Username/client id combination not found.",
      );
      expect(await refusal(call({ ClientId: app.clientId, Username }))).not.toMatch(/UserNotFound|not found/);
    },
  );
});
