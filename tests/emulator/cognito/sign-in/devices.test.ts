import { randomBytes } from "node:crypto";
import {
  AdminForgetDeviceCommand,
  AdminGetDeviceCommand,
  AdminListDevicesCommand,
  AdminUpdateDeviceStatusCommand,
  type AuthenticationResultType,
  ConfirmDeviceCommand,
  ForgetDeviceCommand,
  GetDeviceCommand,
  InitiateAuthCommand,
  ListDevicesCommand,
  RespondToAuthChallengeCommand,
  UpdateDeviceStatusCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { g, power } from "../../../../local/cognito/domain/srp-group.ts";
import { proofOf, srpTimestamp, verifierFor } from "../../../support/clients/srp-client.ts";
import { walkWithDevice } from "../../../support/walks/device-walk.ts";
import {
  type CognitoApp,
  claimsOf,
  PASSWORD,
  passwordSignIn,
  refusal,
  signUpConfirmed,
  startCognitoApp,
} from "../../../support/worlds/cognito-app.ts";

interface KnownDevice {
  readonly key: string;
  readonly group: string;
  readonly password: string;
}

const DEVICE_PASSWORD = "a password that only the device knows";
let people = 0;

async function newPerson(app: CognitoApp): Promise<string> {
  people += 1;
  const email = `person-${people}@example.com`;
  await signUpConfirmed(app, email);
  return email;
}

/** Signs in on an unknown device. */
async function firstSignIn(app: CognitoApp, email: string) {
  const { AuthenticationResult: tokens = {} } = await passwordSignIn(app, email);
  const { DeviceKey: key = "", DeviceGroupKey: group = "" } = tokens.NewDeviceMetadata ?? {};
  return { tokens, device: { key, group, password: DEVICE_PASSWORD } };
}

function confirm(app: CognitoApp, tokens: AuthenticationResultType, { key, group, password }: KnownDevice) {
  const salt = randomBytes(16);
  return app.server.admin.send(
    new ConfirmDeviceCommand({
      AccessToken: tokens.AccessToken,
      DeviceKey: key,
      DeviceName: "Ada's laptop",
      DeviceSecretVerifierConfig: {
        Salt: salt.toString("base64"),
        PasswordVerifier: verifierFor({ group, name: key, password }, salt).toString("base64"),
      },
    }),
  );
}

/** A person with a confirmed device. */
async function withDevice(app: CognitoApp) {
  const email = await newPerson(app);
  const { tokens, device } = await firstSignIn(app, email);
  await confirm(app, tokens, device);
  return { email, tokens, device };
}

const signInOn = (app: CognitoApp, email: string, key: string) =>
  app.server.admin.send(
    new InitiateAuthCommand({
      ClientId: app.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD, DEVICE_KEY: key },
    }),
  );

const respond = (
  app: CognitoApp,
  ChallengeName: "DEVICE_SRP_AUTH" | "DEVICE_PASSWORD_VERIFIER",
  ChallengeResponses: Record<string, string>,
  Session?: string,
) =>
  app.server.admin.send(
    new RespondToAuthChallengeCommand({ ClientId: app.clientId, ChallengeName, ChallengeResponses, Session }),
  );

/** Answers the device's two challenges. */
async function verifyDevice(
  app: CognitoApp,
  email: string,
  session: string | undefined,
  device: KnownDevice,
) {
  const secret = randomBytes(32);
  const { ChallengeName, ChallengeParameters: challenge = {} } = await respond(
    app,
    "DEVICE_SRP_AUTH",
    { USERNAME: email, DEVICE_KEY: device.key, SRP_A: power(g, secret).toString(16) },
    session,
  );
  expect(ChallengeName).toBe("DEVICE_PASSWORD_VERIFIER");
  expect(challenge).toMatchObject({ DEVICE_KEY: device.key });
  const timestamp = srpTimestamp(app.server.clock.now());
  const credentials = { group: device.group, name: device.key, password: device.password };
  return respond(app, "DEVICE_PASSWORD_VERIFIER", {
    USERNAME: email,
    DEVICE_KEY: device.key,
    PASSWORD_CLAIM_SECRET_BLOCK: challenge.SECRET_BLOCK ?? "",
    PASSWORD_CLAIM_SIGNATURE: proofOf(credentials, challenge, { secret, timestamp }),
    TIMESTAMP: timestamp,
  });
}

const noSuchDevice = "ResourceNotFoundException: Device does not exist.";
const stranger = "us-east-1_00000000-0000-4000-8000-000000000000";

describe("in a pool that remembers devices", () => {
  let app: CognitoApp;
  beforeAll(async () => {
    app = await startCognitoApp({ pool: { DeviceConfiguration: { ChallengeRequiredOnNewDevice: false } } });
  });

  test("a sign-in on an unknown device returns keys for it, and its access token names it", async () => {
    const { tokens, device } = await firstSignIn(app, await newPerson(app));
    expect(device.key).toMatch(/^us-east-1_[0-9a-f-]{36}$/);
    expect(device.group).toMatch(/^-[\w-]+$/);
    expect(claimsOf(tokens.AccessToken)).toMatchObject({ device_key: device.key });
    expect(claimsOf(tokens.IdToken)).not.toHaveProperty("device_key");
  });

  test("ConfirmDevice makes it a device of the user, once", async () => {
    const email = await newPerson(app);
    const { tokens, device } = await firstSignIn(app, email);
    const own = { AccessToken: tokens.AccessToken, DeviceKey: device.key };
    expect(await refusal(app.server.admin.send(new GetDeviceCommand(own)))).toBe(noSuchDevice);
    await expect(confirm(app, tokens, device)).resolves.toMatchObject({ UserConfirmationNecessary: false });

    const { Device } = await app.server.admin.send(new GetDeviceCommand(own));
    expect(Device).toEqual({
      DeviceKey: device.key,
      DeviceAttributes: [
        { Name: "device_status", Value: "valid" },
        { Name: "device_name", Value: "Ada's laptop" },
        { Name: "last_ip_used", Value: "127.0.0.1" },
      ],
      DeviceCreateDate: new Date(app.server.clock.now()),
      DeviceLastModifiedDate: new Date(app.server.clock.now()),
      DeviceLastAuthenticatedDate: new Date(app.server.clock.now()),
    });
    expect(await refusal(confirm(app, tokens, device))).toBe(
      "DeviceKeyExistsException: Device already exists.",
    );
  });

  test.each([
    ["a key that was never issued", stranger],
    ["another user's key", null],
  ])("ConfirmDevice refuses %s", async (_, key) => {
    const { tokens, device } = await firstSignIn(app, await newPerson(app));
    const other = await firstSignIn(app, await newPerson(app));
    expect(await refusal(confirm(app, tokens, { ...device, key: key ?? other.device.key }))).toBe(
      "InvalidParameterException: Invalid device key given.",
    );
  });

  test.each([
    ["nothing", undefined],
    ["one that every password matches", { Salt: "AAEC", PasswordVerifier: "AQ==" }],
    ["one that is not Base64", { Salt: "AAEC", PasswordVerifier: "not base64!" }],
  ])("ConfirmDevice refuses this verifier: %s", async (_, DeviceSecretVerifierConfig) => {
    const { tokens, device } = await firstSignIn(app, await newPerson(app));
    const confirmation = new ConfirmDeviceCommand({
      AccessToken: tokens.AccessToken,
      DeviceKey: device.key,
      DeviceSecretVerifierConfig,
    });
    expect(await refusal(app.server.admin.send(confirmation))).toBe(
      "InvalidParameterException: Invalid device secret verifier config.",
    );
  });

  test("a known device is verified after the password", async () => {
    const { email, device } = await withDevice(app);
    app.server.clock.advance(60_000);
    const challenge = await signInOn(app, email, device.key);
    expect(challenge.ChallengeName).toBe("DEVICE_SRP_AUTH");
    expect(challenge.AuthenticationResult).toBeUndefined();

    const { AuthenticationResult: tokens } = await verifyDevice(app, email, challenge.Session, device);
    expect(tokens).not.toHaveProperty("NewDeviceMetadata");
    expect(claimsOf(tokens?.AccessToken)).toMatchObject({ device_key: device.key });
    const { Devices } = await app.server.admin.send(
      new AdminListDevicesCommand({ UserPoolId: app.poolId, Username: email }),
    );
    expect(Devices).toMatchObject([{ DeviceLastAuthenticatedDate: new Date(app.server.clock.now()) }]);
  });

  test("a device cannot sign in without its password, and its session is used up", async () => {
    const { email, device } = await withDevice(app);
    const { Session } = await signInOn(app, email, device.key);
    const impostor = { ...device, password: "a guess" };
    expect(await refusal(verifyDevice(app, email, Session, impostor))).toBe(
      "NotAuthorizedException: Incorrect username or password.",
    );
    expect(await refusal(verifyDevice(app, email, Session, device))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
  });

  test("a device's challenge cannot be answered by another device", async () => {
    const { email, device } = await withDevice(app);
    const second = await firstSignIn(app, email);
    await confirm(app, second.tokens, second.device);
    const { Session } = await signInOn(app, email, device.key);
    expect(await refusal(verifyDevice(app, email, Session, second.device))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
  });

  test("an unknown device has its own error only after the right password", async () => {
    const email = await newPerson(app);
    expect(await refusal(signInOn(app, email, stranger))).toBe(noSuchDevice);
  });

  test("its refresh token is valid only on that device", async () => {
    const { tokens, device } = await withDevice(app);
    const refresh = (deviceParameter: Record<string, string>) =>
      app.server.admin.send(
        new InitiateAuthCommand({
          ClientId: app.clientId,
          AuthFlow: "REFRESH_TOKEN_AUTH",
          AuthParameters: { REFRESH_TOKEN: tokens.RefreshToken ?? "", ...deviceParameter },
        }),
      );
    expect(await refusal(refresh({}))).toBe("NotAuthorizedException: Invalid Refresh Token");
    expect(await refusal(refresh({ DEVICE_KEY: stranger }))).toBe(
      "NotAuthorizedException: Invalid Refresh Token",
    );
    const { AuthenticationResult } = await refresh({ DEVICE_KEY: device.key });
    expect(claimsOf(AuthenticationResult?.AccessToken)).toMatchObject({ device_key: device.key });
  });

  test("ForgetDevice makes it unknown, and revokes its sign-ins", async () => {
    const { email, tokens, device } = await withDevice(app);
    const elsewhere = await firstSignIn(app, email);
    const forget = (AccessToken: string | undefined) =>
      app.server.admin.send(new ForgetDeviceCommand({ AccessToken, DeviceKey: device.key }));
    await forget(elsewhere.tokens.AccessToken);
    expect(await refusal(forget(elsewhere.tokens.AccessToken))).toBe(noSuchDevice);
    expect(await refusal(forget(tokens.AccessToken))).toBe(
      "NotAuthorizedException: Access Token has been revoked",
    );
    expect(await refusal(signInOn(app, email, device.key))).toBe(noSuchDevice);
  });

  test("GetDevice and ForgetDevice require an access token, which is optional in the model", async () => {
    const missing = "InvalidParameterException: Missing required parameter AccessToken";
    const unsigned = { DeviceKey: stranger };
    expect(await refusal(app.server.admin.send(new GetDeviceCommand(unsigned)))).toBe(missing);
    expect(await refusal(app.server.admin.send(new ForgetDeviceCommand(unsigned)))).toBe(missing);
  });

  test("ListDevices pages in order of confirmation", async () => {
    const { email, tokens, device } = await withDevice(app);
    const second = await firstSignIn(app, email);
    await confirm(app, second.tokens, second.device);
    const list = (PaginationToken?: string) =>
      app.server.admin.send(
        new ListDevicesCommand({ AccessToken: tokens.AccessToken, Limit: 1, PaginationToken }),
      );
    const one = await list();
    const two = await list(one.PaginationToken);
    const keys = [one, two].map(({ Devices }) => Devices?.map(({ DeviceKey }) => DeviceKey));
    expect(keys).toEqual([[device.key], [second.device.key]]);
    expect(two.PaginationToken).toBeUndefined();
    expect(await refusal(list("made-up"))).toBe("InvalidParameterException: Invalid pagination token.");
  });
});

describe("an administrator", () => {
  let app: CognitoApp;
  beforeAll(async () => {
    app = await startCognitoApp({
      pool: { DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: true } },
    });
  });
  const inPool = (email: string) => ({ UserPoolId: app.poolId, Username: email });
  const get = async (email: string, key: string) =>
    (await app.server.admin.send(new AdminGetDeviceCommand({ ...inPool(email), DeviceKey: key }))).Device;

  test("sees whether a device is remembered, and whose it is", async () => {
    const { email, tokens, device } = await withDevice(app);
    const owner = `${String(claimsOf(tokens.AccessToken).username)}.${app.poolId}`;
    expect((await get(email, device.key))?.DeviceAttributes).toEqual(
      expect.arrayContaining([
        { Name: "dev:device_owner", Value: owner },
        {
          Name: "dev:device_arn",
          Value: `arn:aws:cognito-idp:us-east-1:000000000000:owner/${owner}/device/${device.key}`,
        },
        { Name: "dev:device_remembered_status", Value: "not_remembered" },
      ]),
    );
    expect(await refusal(get(email, stranger))).toBe(noSuchDevice);
    expect(await refusal(get("ghost@example.com", device.key))).toBe(
      "ResourceNotFoundException: User does not exist.",
    );
    const ofUnknownUser = new AdminListDevicesCommand(inPool("ghost@example.com"));
    expect(await refusal(app.server.admin.send(ofUnknownUser))).toBe(
      "ResourceNotFoundException: User does not exist.",
    );
  });

  test("and the user decide whether it is remembered", async () => {
    const { email, tokens, device } = await withDevice(app);
    const remembered = async () =>
      (await get(email, device.key))?.DeviceAttributes?.find(
        ({ Name }) => Name === "dev:device_remembered_status",
      )?.Value;
    const own = { AccessToken: tokens.AccessToken, DeviceKey: device.key };
    await app.server.admin.send(
      new UpdateDeviceStatusCommand({ ...own, DeviceRememberedStatus: "remembered" }),
    );
    expect(await remembered()).toBe("remembered");
    const change = { ...inPool(email), DeviceRememberedStatus: "not_remembered" as const };
    await app.server.admin.send(new AdminUpdateDeviceStatusCommand({ ...change, DeviceKey: device.key }));
    expect(await remembered()).toBe("not_remembered");
    expect(
      await refusal(app.server.admin.send(new UpdateDeviceStatusCommand({ ...own, DeviceKey: stranger }))),
    ).toBe(noSuchDevice);
    expect(
      await refusal(
        app.server.admin.send(new AdminUpdateDeviceStatusCommand({ ...change, DeviceKey: stranger })),
      ),
    ).toBe(noSuchDevice);
  });

  test("learns that the user must agree first, and can forget devices", async () => {
    const email = await newPerson(app);
    const { tokens, device } = await firstSignIn(app, email);
    await expect(confirm(app, tokens, device)).resolves.toMatchObject({ UserConfirmationNecessary: true });
    const forget = new AdminForgetDeviceCommand({ ...inPool(email), DeviceKey: device.key });
    await app.server.admin.send(forget);
    expect(await refusal(app.server.admin.send(forget))).toBe(noSuchDevice);
  });
});

test("a pool that does not remember devices issues no keys", async () => {
  const app = await startCognitoApp();
  const { AuthenticationResult: tokens } = await passwordSignIn(app, await newPerson(app));
  expect(tokens).not.toHaveProperty("NewDeviceMetadata");
  expect(claimsOf(tokens?.AccessToken)).not.toHaveProperty("device_key");
});

describe.each(["amazon-cognito-identity-js", "aws-amplify"] as const)("%s", (client) => {
  test("confirms a new device, verifies it at the next sign-in, and can sign in after it was forgotten", async () => {
    const app = await startCognitoApp({
      pool: { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } },
      client: { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] },
    });
    // These clients use the machine's clock.
    app.server.clock.advance(Date.now() - app.server.clock.now());
    await signUpConfirmed(app, "ada@example.com");
    const [first, second, third] = await walkWithDevice(client, {
      endpoint: app.server.endpoint,
      poolId: app.poolId,
      clientId: app.clientId,
      username: "ada@example.com",
      password: PASSWORD,
    });
    expect(first?.device).toMatch(/^us-east-1_/);
    expect(second).toEqual({ device: first?.device, devices: [first?.device] });
    expect(third?.device).not.toBe(first?.device);
    expect(third?.devices).toEqual([third?.device]);
  });
});
