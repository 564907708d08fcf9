import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  AdminDeleteUserAttributesCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { createClient, createPool } from "../../../support/worlds/cognito-pool.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";

const preSignUp = "arn:aws:lambda:us-east-1:000000000000:function:pre-sign-up";
const postConfirmation = "arn:aws:lambda:us-east-1:000000000000:function:post-confirmation";
const password = "Correct-Horse-7";

let addresses = 0;

const server = closeAtEnd(await startCognitoServer());
const UserPoolId = await createPool(server, {
  Schema: [{ Name: "tenant", AttributeDataType: "String", Mutable: false }],
});

const newAddress = (): string => {
  addresses += 1;
  return `user${addresses}@example.com`;
};

const create = async (input: Partial<AdminCreateUserCommandInput> = {}) =>
  (
    await server.admin.send(
      new AdminCreateUserCommand({ UserPoolId, Username: newAddress(), MessageAction: "SUPPRESS", ...input }),
    )
  ).User;

const get = (Username: string | undefined, poolId = UserPoolId) =>
  server.admin.send(new AdminGetUserCommand({ UserPoolId: poolId, Username }));

async function attributesOf(Username: string | undefined): Promise<Record<string, string>> {
  const { UserAttributes } = await get(Username);
  return Object.fromEntries((UserAttributes ?? []).map(({ Name, Value }) => [String(Name), String(Value)]));
}

const userNotFound = { name: "UserNotFoundException", message: "User does not exist." };

describe("AdminCreateUser", () => {
  test("if users sign in by e-mail, the username is the sub", async () => {
    const address = newAddress();
    const user = await create({ Username: address });
    expect(user).toEqual({
      Username: expect.stringMatching(/^[0-9a-f-]{36}$/),
      Attributes: expect.arrayContaining([
        { Name: "sub", Value: user?.Username },
        { Name: "email", Value: address },
      ]),
      UserStatus: "FORCE_CHANGE_PASSWORD",
      Enabled: true,
      UserCreateDate: new Date(server.clock.now()),
      UserLastModifiedDate: new Date(server.clock.now()),
    });
  });

  test("the same e-mail address in another case is refused", async () => {
    await create({ Username: "Ada@Example.com" });
    await expect(create({ Username: "ada@example.com" })).rejects.toMatchObject({
      name: "UsernameExistsException",
      message: "An account with the given email already exists.",
    });
  });

  test("of concurrent requests with one e-mail address exactly one succeeds", async () => {
    const address = newAddress();
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => create({ Username: address })));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(results.filter(({ status }) => status === "rejected")).toHaveLength(7);
  });

  test("sends the temporary password with the pool's text", async () => {
    const poolId = await createPool(server, {
      AdminCreateUserConfig: {
        InviteMessageTemplate: {
          EmailSubject: "Welcome",
          EmailMessage: "{username}, your password is {####}",
        },
      },
    });
    const address = newAddress();
    await create({
      UserPoolId: poolId,
      Username: address,
      MessageAction: undefined,
      DesiredDeliveryMediums: ["EMAIL"],
      TemporaryPassword: password,
    });
    expect(server.outbox.at(-1)).toMatchObject({
      channel: "email",
      to: address,
      subject: "Welcome",
      code: password,
      source: "CustomMessage_AdminCreateUser",
    });
  });

  test("sends by SMS by default, so nothing to an e-mail address", async () => {
    const before = server.outbox.length;
    await create({ MessageAction: undefined });
    expect(server.outbox).toHaveLength(before);
    await create({
      MessageAction: undefined,
      UserAttributes: [{ Name: "phone_number", Value: "+15550100" }],
    });
    expect(server.outbox.at(-1)).toMatchObject({ channel: "sms", to: "+15550100" });
  });

  test("RESEND sends a new temporary password, but only to a user who still has one", async () => {
    const address = newAddress();
    const invitation = { Username: address, DesiredDeliveryMediums: ["EMAIL" as const] };
    await create({ ...invitation, MessageAction: undefined });
    const first = server.outbox.at(-1)?.code;
    await create({ ...invitation, MessageAction: "RESEND" });
    expect(server.outbox.at(-1)).toMatchObject({
      to: address,
      code: expect.not.stringContaining(String(first)),
    });

    await server.admin.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username: address, Password: password, Permanent: true }),
    );
    await expect(create({ ...invitation, MessageAction: "RESEND" })).rejects.toMatchObject({
      name: "UnsupportedUserStateException",
      message: `Resend not possible. ${address} status is not FORCE_CHANGE_PASSWORD`,
    });
    await expect(create({ Username: "nobody@example.com", MessageAction: "RESEND" })).rejects.toMatchObject(
      userNotFound,
    );
  });

  test("asks the pre-sign-up trigger, which may refuse", async () => {
    const poolId = await createPool(server, { LambdaConfig: { PreSignUp: preSignUp } });
    const events: unknown[] = [];
    server.lambdas.set(preSignUp, (event: unknown) => {
      events.push(event);
      throw new Error("Not from here");
    });
    await expect(
      create({
        UserPoolId: poolId,
        Username: "eve@example.com",
        ValidationData: [{ Name: "invitation", Value: "42" }],
        ClientMetadata: { from: "console" },
      }),
    ).rejects.toMatchObject({
      name: "UserLambdaValidationException",
      message: "PreSignUp failed with error Not from here.",
    });
    expect(events).toEqual([
      expect.objectContaining({
        triggerSource: "PreSignUp_AdminCreateUser",
        userPoolId: poolId,
        callerContext: expect.objectContaining({ clientId: "CLIENT_ID_NOT_APPLICABLE" }),
        request: {
          userAttributes: { email: "eve@example.com" },
          validationData: { invitation: "42" },
          clientMetadata: { from: "console" },
        },
      }),
    ]);
    await expect(get("eve@example.com", poolId)).rejects.toMatchObject(userNotFound);
  });

  test.each<[Partial<AdminCreateUserCommandInput>, string, string]>([
    [{ Username: "ada" }, "InvalidParameterException", "Username should be an email."],
    [
      { TemporaryPassword: "short" },
      "InvalidPasswordException",
      "Password does not conform to policy: Password not long enough",
    ],
    [
      { UserAttributes: [{ Name: "custom:role", Value: "x" }] },
      "InvalidParameterException",
      "Attributes did not conform to the schema: Type for attribute {custom:role} could not be determined",
    ],
    [
      { UserAttributes: [{ Name: "phone_number", Value: "0170" }] },
      "InvalidParameterException",
      "Invalid phone number format.",
    ],
  ])("refuses %j", async (input, name, message) => {
    await expect(create(input)).rejects.toMatchObject({ name, message });
  });
});

describe("AdminGetUser", () => {
  test("finds by e-mail and by sub", async () => {
    const address = newAddress();
    const user = await create({ Username: address });
    for (const name of [address, address.toUpperCase(), user?.Username]) {
      expect(await get(name)).toMatchObject({
        Username: user?.Username,
        UserStatus: "FORCE_CHANGE_PASSWORD",
      });
    }
  });

  test("an unknown user", async () => {
    await expect(get("nobody@example.com")).rejects.toMatchObject(userNotFound);
  });
});

describe("AdminUpdateUserAttributes and AdminDeleteUserAttributes", () => {
  const update = (Username: string | undefined, attributes: Record<string, string>) =>
    server.admin.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId,
        Username,
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      }),
    );

  test("a new e-mail address becomes the sign-in name, and the old one is free", async () => {
    const [before, after] = [newAddress(), newAddress()];
    const user = await create({ Username: before });
    await update(before, { email: after, email_verified: "true", nickname: "A" });
    expect((await get(after)).Username).toBe(user?.Username);
    expect(await attributesOf(after)).toMatchObject({ email: after, email_verified: "true", nickname: "A" });
    await expect(get(before)).rejects.toMatchObject(userNotFound);
    expect((await create({ Username: before }))?.Username).not.toBe(user?.Username);
  });

  test("refuses an address that another user has", async () => {
    const [mine, theirs] = [newAddress(), newAddress()];
    await create({ Username: mine });
    await create({ Username: theirs });
    await expect(update(mine, { email: theirs })).rejects.toMatchObject({
      name: "AliasExistsException",
      message: "An account with the given email already exists.",
    });
    expect((await attributesOf(mine)).email).toBe(mine);
  });

  test("refuse to change an immutable attribute", async () => {
    const user = await create({ UserAttributes: [{ Name: "custom:tenant", Value: "acme" }] });
    await expect(update(user?.Username, { "custom:tenant": "other" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "user.custom:tenant: Attribute cannot be updated.\n",
    });
  });

  test("deletes attributes, except those that cannot be deleted", async () => {
    const user = await create({ UserAttributes: [{ Name: "nickname", Value: "A" }] });
    const remove = (...UserAttributeNames: string[]) =>
      server.admin.send(
        new AdminDeleteUserAttributesCommand({ UserPoolId, Username: user?.Username, UserAttributeNames }),
      );
    await remove("nickname");
    expect(await attributesOf(user?.Username)).not.toHaveProperty("nickname");
    await expect(remove("custom:nope")).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "user.custom:nope: Attribute does not exist in the schema.\n",
    });
    await expect(update("nobody", { nickname: "x" })).rejects.toMatchObject(userNotFound);
  });
});

describe("AdminSetUserPassword", () => {
  const set = (Username: string | undefined, Password: string, Permanent?: boolean) =>
    server.admin.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent }));

  test("a permanent password confirms the user, a temporary one must be changed", async () => {
    const user = await create();
    await set(user?.Username, password, true);
    expect((await get(user?.Username)).UserStatus).toBe("CONFIRMED");
    await set(user?.Username, password);
    expect((await get(user?.Username)).UserStatus).toBe("FORCE_CHANGE_PASSWORD");
  });

  test("follows the policy", async () => {
    const user = await create();
    await expect(set(user?.Username, "alllowercase-1", true)).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: "Password does not conform to policy: Password must have uppercase characters",
    });
    await expect(set("nobody", password)).rejects.toMatchObject(userNotFound);
  });
});

describe("password history", () => {
  test("recent passwords are refused, older ones are accepted", async () => {
    const poolId = await createPool(server, {
      Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 2 } },
    });
    const Username = newAddress();
    await create({ UserPoolId: poolId, Username, TemporaryPassword: "password-0" });
    const set = (Password: string) =>
      server.admin.send(
        new AdminSetUserPasswordCommand({ UserPoolId: poolId, Username, Password, Permanent: true }),
      );
    await set("password-1");
    for (const used of ["password-1", "password-0"]) {
      await expect(set(used)).rejects.toMatchObject({
        name: "PasswordHistoryPolicyViolationException",
        message: "Password has previously been used.",
      });
    }
    await set("password-2");
    await expect(set("password-0")).resolves.toBeDefined();
  });
});

describe("AdminDisableUser, AdminEnableUser, AdminDeleteUser", () => {
  const key = (Username: string | undefined) => ({ UserPoolId, Username });

  test("disable, enable and delete a user", async () => {
    const user = await create();
    await server.admin.send(new AdminDisableUserCommand(key(user?.Username)));
    expect((await get(user?.Username)).Enabled).toBe(false);
    await server.admin.send(new AdminEnableUserCommand(key(user?.Username)));
    expect((await get(user?.Username)).Enabled).toBe(true);
    await server.admin.send(new AdminDeleteUserCommand(key(user?.Username)));
    await expect(get(user?.Username)).rejects.toMatchObject(userNotFound);
  });

  test("an unknown user", async () => {
    await expect(server.admin.send(new AdminDisableUserCommand(key("nobody")))).rejects.toMatchObject(
      userNotFound,
    );
    await expect(server.admin.send(new AdminEnableUserCommand(key("nobody")))).rejects.toMatchObject(
      userNotFound,
    );
    await expect(server.admin.send(new AdminDeleteUserCommand(key("nobody")))).rejects.toMatchObject(
      userNotFound,
    );
  });
});

describe("AdminConfirmSignUp", () => {
  test("confirms and calls the post-confirmation trigger, once", async () => {
    const poolId = await createPool(server, { LambdaConfig: { PostConfirmation: postConfirmation } });
    const ClientId = await createClient(server, poolId);
    const events: { request: unknown; triggerSource: string }[] = [];
    server.lambdas.set(postConfirmation, (event: { request: unknown; triggerSource: string }) => {
      events.push(event);
      return event;
    });
    const Username = newAddress();
    await server.admin.send(new SignUpCommand({ ClientId, Username, Password: password }));
    const confirm = () =>
      server.admin.send(
        new AdminConfirmSignUpCommand({ UserPoolId: poolId, Username, ClientMetadata: { by: "support" } }),
      );
    await confirm();
    expect((await get(Username, poolId)).UserStatus).toBe("CONFIRMED");
    expect(events).toEqual([
      expect.objectContaining({
        triggerSource: "PostConfirmation_ConfirmSignUp",
        request: {
          userAttributes: expect.objectContaining({ email: Username, "cognito:user_status": "CONFIRMED" }),
          clientMetadata: { by: "support" },
        },
      }),
    ]);
    await expect(confirm()).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "User cannot be confirmed. Current status is CONFIRMED",
    });
  });
});
