import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminListGroupsForUserCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { TRIGGER_ARN, type TriggerEvent } from "../../support/worlds/app-with-triggers.ts";
import {
  detailsOf,
  findUser,
  refusalAtProvider,
  signInAtProvider,
  startFederatedApp,
} from "../../support/worlds/federated-app.ts";

const sourcesOf = (events: readonly TriggerEvent[]) => events.map(({ triggerSource }) => triggerSource);

const ALL = ["PreSignUp", "PostConfirmation", "PreAuthentication", "PostAuthentication"] as const;

describe("triggers", () => {
  test("run as AWS lists them for federated users", async () => {
    const app = await startFederatedApp({ triggers: [...ALL, "InboundFederation"] });
    await signInAtProvider(app);
    expect(sourcesOf(app.events.splice(0))).toEqual([
      "InboundFederation_ExternalProvider",
      "PreSignUp_ExternalProvider",
      "PostConfirmation_ConfirmSignUp",
    ]);
    await signInAtProvider(app);
    expect(sourcesOf(app.events)).toEqual([
      "InboundFederation_ExternalProvider",
      "PreAuthentication_Authentication",
      "PostAuthentication_Authentication",
    ]);
  });

  test("receive the events that Cognito sends", async () => {
    const app = await startFederatedApp({ triggers: ALL });
    await signInAtProvider(app);
    const common = {
      version: "1",
      region: "us-east-1",
      userPoolId: app.poolId,
      userName: "Corp_ada-1",
      callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: app.clientId },
    };
    const attributes = { email: "ada@example.com", email_verified: "true", name: "Ada Lovelace" };
    const [preSignUp, postConfirmation] = app.events;
    expect(preSignUp).toEqual({
      ...common,
      triggerSource: "PreSignUp_ExternalProvider",
      request: {
        userAttributes: { ...attributes, "cognito:email_alias": "", "cognito:phone_number_alias": "" },
        validationData: {},
      },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    });
    const user = await findUser(app, "Corp_ada-1");
    expect(postConfirmation).toEqual({
      ...common,
      triggerSource: "PostConfirmation_ConfirmSignUp",
      request: {
        userAttributes: { ...user?.attributes, "cognito:user_status": "EXTERNAL_PROVIDER" },
      },
      response: {},
    });
  });

  test("refuse a first sign-in with their own message, and no user is created", async () => {
    const app = await startFederatedApp({ triggers: ["PreSignUp"] });
    app.onTrigger = () => {
      throw new Error("This domain is not welcome");
    };
    expect(await refusalAtProvider(app)).toBe(
      "invalid_request: PreSignUp failed with error This domain is not welcome. ",
    );
    expect(await findUser(app, "Corp_ada-1")).toBeNull();
  });

  test("refuse a later one, and do not change the attributes", async () => {
    const app = await startFederatedApp({ triggers: ["PreAuthentication"] });
    await signInAtProvider(app);
    app.provider.script.person.name = "Countess";
    app.onTrigger = () => {
      throw new Error("Not today");
    };
    expect(await refusalAtProvider(app)).toBe(
      "invalid_request: PreAuthentication failed with error Not today. ",
    );
    expect((await findUser(app, "Corp_ada-1"))?.attributes.name).toBe("Ada Lovelace");
  });

  test("refuse with an invalid answer, too", async () => {
    const app = await startFederatedApp({ triggers: ["PreSignUp"] });
    app.onTrigger = () => "nonsense";
    expect(await refusalAtProvider(app)).toBe("invalid_request: Unrecognizable lambda output");
  });

  test("can't verify an address that the provider did not send (amplify-js#5287)", async () => {
    const app = await startFederatedApp({
      triggers: ["PreSignUp"],
      provider: { AttributeMapping: { username: "sub", email: "email" } },
    });
    app.onTrigger = (event) => ({
      ...event,
      response: { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: false },
    });
    await signInAtProvider(app);
    expect(await findUser(app, "Corp_ada-1")).toMatchObject({
      UserStatus: "EXTERNAL_PROVIDER",
      attributes: { email_verified: "false" },
    });
  });

  test.each(["delete", "disable"] as const)("may %s the user while they sign in", async (how) => {
    const app = await startFederatedApp({ triggers: ["PostAuthentication"] });
    await signInAtProvider(app);
    app.onTrigger = async (event) => {
      const user = { UserPoolId: app.poolId, Username: event.userName };
      if (how === "delete") await app.admin.send(new AdminDeleteUserCommand(user));
      else await app.admin.send(new AdminDisableUserCommand(user));
      return event;
    };
    expect(await refusalAtProvider(app)).toMatch(/^invalid_request: User (does not exist|is disabled)\.$/);
  });
});

describe("InboundFederation", () => {
  test("receives the provider's claims, as strings, and the user's id there", async () => {
    const app = await startFederatedApp({ triggers: ["InboundFederation"] });
    app.provider.script.person.groups = ["staff", "R&D/1"];
    await signInAtProvider(app);
    expect(app.events[0]).toEqual({
      version: "1",
      triggerSource: "InboundFederation_ExternalProvider",
      region: "us-east-1",
      userPoolId: app.poolId,
      userName: "ada-1",
      callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: app.clientId },
      request: {
        providerName: "Corp",
        providerType: "OIDC",
        attributes: {
          tokenResponse: expect.objectContaining({ access_token: expect.any(String), expires_in: "3600" }),
          idToken: expect.objectContaining({ sub: "ada-1", email_verified: "true", exp: expect.any(String) }),
          userInfo: expect.objectContaining({ sub: "ada-1", groups: "[staff,R%26D%2F1]" }),
        },
      },
      response: { userAttributesToMap: {} },
    });
  });

  test("replaces everything, before the mapping", async () => {
    const app = await startFederatedApp({ triggers: ["InboundFederation"] });
    app.onTrigger = (event) => ({
      ...event,
      response: { userAttributesToMap: { email: "lovelace@example.com", unmapped: "x" } },
    });
    await signInAtProvider(app);
    const attributes = (await findUser(app, "Corp_ada-1"))?.attributes;
    expect(attributes).toMatchObject({ email: "lovelace@example.com", email_verified: "false" });
    expect(attributes).not.toHaveProperty("name");
  });

  test("cannot change who signs in", async () => {
    const app = await startFederatedApp({ triggers: ["InboundFederation"] });
    app.onTrigger = (event) => ({
      ...event,
      response: { userAttributesToMap: { sub: "eve", username: "eve", email: "ada@example.com" } },
    });
    await signInAtProvider(app);
    expect(await findUser(app, "Corp_eve")).toBeNull();
    expect(await findUser(app, "Corp_ada-1")).not.toBeNull();
  });

  test.each([{ email: 7 }, { email: ["a"] }, "text", ["email"]])(
    "is refused with the attributes %j",
    async (userAttributesToMap) => {
      const app = await startFederatedApp({ triggers: ["InboundFederation"] });
      app.onTrigger = (event) => ({ ...event, response: { userAttributesToMap } });
      expect(await refusalAtProvider(app)).toBe("invalid_request: Unrecognizable lambda output");
    },
  );

  test("refuses a sign-in with its own message", async () => {
    const app = await startFederatedApp({ triggers: ["InboundFederation"] });
    app.onTrigger = () => {
      throw new Error("Not from there");
    };
    expect(await refusalAtProvider(app)).toBe(
      "invalid_request: InboundFederation failed with error Not from there. ",
    );
  });
});

describe("the user of a sign-in", () => {
  test("the id decides, not the address: a native user with the same address is another user", async () => {
    const app = await startFederatedApp();
    const { UserSub } = await app.admin.send(
      new SignUpCommand({ ClientId: app.clientId, Username: "ada@example.com", Password: "Correct-Horse-9" }),
    );
    await signInAtProvider(app);
    expect((await findUser(app, "ada@example.com"))?.attributes.sub).toBe(UserSub);
    expect((await findUser(app, "Corp_ada-1"))?.attributes.sub).not.toBe(UserSub);
  });

  test("an address that users of several providers have identifies none of them", async () => {
    const app = await startFederatedApp();
    await signInAtProvider(app);
    app.provider.script.person.sub = "ada-2";
    expect(await refusalAtProvider(app)).toBe("not refused");
    expect(await findUser(app, "ada@example.com")).toBeNull();
  });

  test("a user who signed up with the username of a provider's user does not get their sign-ins", async () => {
    const app = await startFederatedApp({
      pool: { UsernameAttributes: undefined, AutoVerifiedAttributes: undefined },
    });
    await app.admin.send(
      new SignUpCommand({ ClientId: app.clientId, Username: "Corp_ada-1", Password: "Correct-Horse-9" }),
    );
    expect(await refusalAtProvider(app)).toBe(
      "invalid_request: Already found an entry for username Corp_ada-1",
    );
  });

  test("a case-insensitive pool has usernames in lower case, and ids that differ only in case are different users", async () => {
    const app = await startFederatedApp({ pool: { UsernameConfiguration: { CaseSensitive: false } } });
    app.provider.script.person.sub = "AbC";
    expect(await refusalAtProvider(app)).toBe("not refused");
    expect(await findUser(app, "Corp_AbC")).toMatchObject({ Username: "corp_abc" });
    expect(await refusalAtProvider(app)).toBe("not refused");
    app.provider.script.person.sub = "aBc";
    expect(await refusalAtProvider(app)).toBe(
      "invalid_request: Already found an entry for username corp_abc",
    );
  });

  test("an id that begins with another provider's name is not that provider's", async () => {
    const app = await startFederatedApp();
    app.provider.script.person.sub = "x_ada-1";
    await signInAtProvider(app);
    expect(await findUser(app, "Corp_x_ada-1")).not.toBeNull();
  });

  test("two concurrent first sign-ins create one user", async () => {
    const app = await startFederatedApp({ triggers: ["PreSignUp"] });
    const both = await Promise.all([refusalAtProvider(app), refusalAtProvider(app)]);
    expect(both).toEqual(["not refused", "not refused"]);
  });

  test("a disabled user cannot sign in", async () => {
    const app = await startFederatedApp({ triggers: ALL });
    await signInAtProvider(app);
    await app.admin.send(new AdminDisableUserCommand({ UserPoolId: app.poolId, Username: "Corp_ada-1" }));
    app.events.splice(0);
    expect(await refusalAtProvider(app)).toBe("invalid_request: User is disabled.");
    expect(app.events).toEqual([]);
  });

  test("assigned groups stay", async () => {
    const app = await startFederatedApp();
    await signInAtProvider(app);
    const user = { UserPoolId: app.poolId, Username: "Corp_ada-1" };
    await expect(
      app.admin.send(new AdminAddUserToGroupCommand({ ...user, GroupName: "nowhere" })),
    ).rejects.toThrow();
    await signInAtProvider(app);
    const { Groups } = await app.admin.send(new AdminListGroupsForUserCommand(user));
    expect(Groups).toHaveLength(1);
  });
});

test("a sign-in is refused if the trigger's function is missing", async () => {
  const app = await startFederatedApp({
    pool: { LambdaConfig: { InboundFederation: { LambdaArn: TRIGGER_ARN, LambdaVersion: "V1_0" } } },
    provider: (provider) => ({ ProviderDetails: detailsOf(provider) }),
  });
  app.onTrigger = () => {
    throw new Error("gone");
  };
  expect(await refusalAtProvider(app)).toMatch(/^invalid_request: InboundFederation failed/);
});
