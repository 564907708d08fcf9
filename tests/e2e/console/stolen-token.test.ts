import {
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { ApiClient, type Person } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { cognitoClient } from "../../support/clients/cognito-client.ts";
import { useAdminConsole } from "../../support/clients/console/admin-console.ts";
import { sharedStack } from "../../support/stacks/shared-stack.ts";
import { newAccount, newStaff } from "../../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());
const cognito = cognitoClient(api.cloudUrl);

/** What a thief has, who signed in by an SDK and never used the API. */
async function steal({ email, password }: Person) {
  const ClientId = String((await api.get("/v1/auth/config")).body.userPoolClientId);
  const { AuthenticationResult = {} } = await cognito.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
  const { AccessToken, RefreshToken } = AuthenticationResult;
  return {
    refresh: () => cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken })),
    getUser: () => cognito.send(new GetUserCommand({ AccessToken })),
  };
}

type Stolen = Awaited<ReturnType<typeof steal>>;

async function expectDead({ refresh, getUser }: Stolen): Promise<void> {
  await expect(refresh()).rejects.toThrow("Refresh Token has been revoked");
  await expect(getUser()).rejects.toThrow("Access Token has been revoked");
}

describeInBrowser("a stolen refresh token is dead at Cognito the moment its session is revoked", () => {
  const { expectWell, field, inPage, openAs, text } = useAdminConsole(api);

  const session = (words: string) =>
    inPage().getByRole("list", { name: "Sessions" }).getByRole("listitem").filter({ hasText: words });
  const confirm = () => inPage().getByRole("button", { name: "Revoke session", exact: true }).click();

  test("by its owner, on the security page", async () => {
    const { person } = await newAccount(api);
    const stolen = await steal(person);
    await openAs(person, "/account/security");
    const thief = session("Linux").filter({ hasNotText: "This session" });
    await thief.getByRole("button", { name: /^Revoke/ }).click();
    await expectWell();
    expect((await stolen.getUser()).Username).toBeDefined();
    await confirm();
    await text("Session revoked").waitFor();
    await expectDead(stolen);
    await thief.waitFor({ state: "detached" });
    await session("This session").waitFor();
    await expectWell();
  });

  test("by an administrator, on the user's page", async () => {
    const [admin, { sub, person }] = [await newStaff(api), await newAccount(api)];
    const stolen = await steal(person);
    await openAs(admin.person, `/admin/users/${sub}/security`);
    const thief = session("Linux");
    await thief.getByRole("button", { name: /^Revoke/ }).click();
    await field(/^Reason/).fill("stolen");
    await confirm();
    await text("Session revoked").waitFor();
    await expectDead(stolen);
    await thief.waitFor({ state: "detached" });
    await expectWell();
  });
});
