import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  CreateGroupCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { PreSignUpTriggerEvent } from "aws-lambda";
import { triggerEvent } from "../../support/worlds/trigger-event.ts";
import { invite, PASSWORD, register } from "../../support/worlds/trigger-people.ts";
import { startTriggerWorld, type TriggerWorld } from "../../support/worlds/trigger-world.ts";

jest.spyOn(process.stdout, "write").mockReturnValue(true);

let world: TriggerWorld;
let handler: (event: PreSignUpTriggerEvent) => Promise<PreSignUpTriggerEvent>;

beforeAll(async () => {
  world = await startTriggerWorld();
  ({ handler } = await import("../../../triggers/pre-sign-up.ts"));
});

interface Newcomer {
  readonly userName: string;
  readonly email?: string;
  readonly verified?: string;
}

/** A user signs in by a provider for the first time. Returns the trigger's answer. */
async function arrive({ userName, email, verified = "true" }: Newcomer) {
  const event = triggerEvent<PreSignUpTriggerEvent>("PreSignUp_ExternalProvider");
  const userAttributes = { ...(email === undefined ? {} : { email }), email_verified: verified };
  Object.assign(event, { userPoolId: world.poolId, userName });
  Object.assign(event.request, { userAttributes });
  return (await handler(event)).response;
}

async function identitiesOf(username: string): Promise<string[]> {
  const { UserAttributes = [] } = await world.admin.send(
    new AdminGetUserCommand({ UserPoolId: world.poolId, Username: username }),
  );
  const identities = UserAttributes.find(({ Name }) => Name === "identities")?.Value ?? "[]";
  return (JSON.parse(identities) as { providerName: string; userId: string }[]).map(
    ({ providerName, userId }) => `${providerName} ${userId}`,
  );
}

/** Makes Cognito refuse one operation, as it does if the role may not call it. */
function failing(operation: string) {
  const { fetch } = globalThis;
  return jest.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
    const { headers } = new Request(input, init);
    if (!headers.get("x-amz-target")?.endsWith(`.${operation}`)) return fetch(input, init);
    return Promise.resolve(Response.json({ __type: "AccessDeniedException" }, { status: 400 }));
  });
}

const confirmed = { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: false };

describe("an identity is linked", () => {
  test("to the account that has verified the same address, once, however often the event is delivered", async () => {
    const sub = await register(world, "ada@example.com");
    // Cognito writes the provider in lower case in a pool that ignores case.
    expect(await arrive({ userName: "google_1001", email: "Ada@example.com" })).toEqual(confirmed);
    expect(await arrive({ userName: "google_1001", email: "Ada@example.com" })).toEqual(confirmed);
    expect(await identitiesOf(sub)).toEqual(["Google 1001"]);
    expect((await world.eventsOf(sub)).filter((type) => type === "identity_linked")).toHaveLength(1);
  });

  test("if its provider says that the address is verified, in any case of letters", async () => {
    const sub = await register(world, "gus@example.com");
    await arrive({ userName: "google_1010", email: "gus@example.com", verified: "True" });
    expect(await identitiesOf(sub)).toEqual(["Google 1010"]);
  });

  test("of another provider if its subject does not depend on the case of letters", async () => {
    const sub = await register(world, "bea@example.com");
    const subject = "0b5cbd33-7d5c-4e47-bb35-1f3a6a4b0c1d";
    await arrive({ userName: `oidc_${subject}`, email: "bea@example.com" });
    expect(await identitiesOf(sub)).toEqual([`OIDC ${subject}`]);
  });
});

describe("an identity is not linked", () => {
  test.each(["false", "", "1", "yes"])("whose provider says email_verified %p", async (verified) => {
    const email = `cy${verified}@example.com`;
    const sub = await register(world, email);
    expect(await arrive({ userName: "google_1002", email, verified })).toEqual({
      ...confirmed,
      autoVerifyEmail: false,
    });
    expect(await identitiesOf(sub)).toEqual([]);
  });

  test("to an account that was never confirmed: a stranger may have created it", async () => {
    const { UserSub = "" } = await world.admin.send(
      new SignUpCommand({ ClientId: world.clientId, Username: "dan@example.com", Password: PASSWORD }),
    );
    expect(await arrive({ userName: "google_1003", email: "dan@example.com" })).toEqual(confirmed);
    expect(await identitiesOf(UserSub)).toEqual([]);
  });

  test("to an account whose owner has not signed in yet, or has no verified address", async () => {
    const invited = await invite(world, "eva@example.com");
    await arrive({ userName: "google_1004", email: "eva@example.com" });
    expect(await identitiesOf(invited)).toEqual([]);
    const unverified = await invite(world, "fay@example.com", { verified: false });
    await arrive({ userName: "google_1005", email: "fay@example.com" });
    expect(await identitiesOf(unverified)).toEqual([]);
  });

  test("whose subject may collide with another if the case of letters is lost", async () => {
    const sub = await register(world, "gil@example.com");
    await arrive({ userName: "oidc_abcdef", email: "gil@example.com" });
    await arrive({ userName: "unknown_1", email: "gil@example.com" });
    await arrive({ userName: "google", email: "gil@example.com" });
    expect(await identitiesOf(sub)).toEqual([]);
  });

  test("to an account with another address", async () => {
    const sub = await register(world, "hal@example.com");
    await arrive({ userName: "google_1006", email: "other@example.com" });
    expect(await identitiesOf(sub)).toEqual([]);
  });
});

describe("an identity of a provider that is not trusted with the address's domain is not linked", () => {
  /** OpenID Connect and Google are trusted with example.com, Google also with münchen.example. */
  test.each([
    ["another domain", "lea@other.example", "oidc_1101"],
    ["a domain that contains it", "lea@example.com.evil.example", "oidc_1102"],
    ["a subdomain of it", "lea@mail.example.com", "oidc_1103"],
    ["a domain with the same ending", "lea@notexample.com", "oidc_1104"],
    ["another provider's domain", "lea@münchen.example", "oidc_1105"],
    ["a domain that looks the same", "lea@exаmple.com", "google_1106"],
    ["a provider without a list", "lea@example.com", "signinwithapple_1107"],
    ["a provider that the template does not know", "lea@example.com", "facebook_1108"],
  ])("%s: %s", async (_what, email, userName) => {
    const sub = await register(world, email);
    await arrive({ userName, email });
    expect(await identitiesOf(sub)).toEqual([]);
    await world.admin.send(new AdminDeleteUserCommand({ UserPoolId: world.poolId, Username: sub }));
  });

  test.each([
    ["another address with the same mailbox", "mia@example.com", "mia+tag@example.com"],
    ["with a dot after the domain", "ned@example.com", "ned@example.com."],
    ["two addresses in one", "olga@example.com", "eve@evil.example,olga@example.com"],
  ])("%s: %s is not %s", async (_what, email, asserted) => {
    const sub = await register(world, email);
    await arrive({ userName: "oidc_1109", email: asserted });
    expect(await identitiesOf(sub)).toEqual([]);
  });

  test("the domain may be written in Unicode or Punycode, and in any case", async () => {
    const sub = await register(world, "pia@xn--mnchen-3ya.example");
    await arrive({ userName: "google_1110", email: "Pia@XN--MNCHEN-3YA.example" });
    expect(await identitiesOf(sub)).toEqual(["Google 1110"]);
  });
});

describe("an identity is never linked to an account with access to other users' data", () => {
  test.each([["admins"], ["support"], ["users", "support"]])("in %s", async (...groups) => {
    const email = `staff-${groups.join("-")}@example.com`;
    const sub = await register(world, email);
    for (const GroupName of groups) {
      await world.admin.send(
        new AdminAddUserToGroupCommand({ UserPoolId: world.poolId, Username: sub, GroupName }),
      );
    }
    expect(await arrive({ userName: "google_1201", email })).toEqual(confirmed);
    expect(await arrive({ userName: "oidc_1202", email })).toEqual(confirmed);
    expect(await identitiesOf(sub)).toEqual([]);
    expect(await world.eventsOf(sub)).not.toContain("identity_linked");
  });

  test("even if the group is on the second page of its groups", async () => {
    const sub = await register(world, "many@example.com");
    for (let index = 0; index < 65; index += 1) {
      const group = { UserPoolId: world.poolId, GroupName: `a-team-${index}` };
      await world.admin.send(new CreateGroupCommand(group));
      await world.admin.send(new AdminAddUserToGroupCommand({ ...group, Username: sub }));
    }
    await world.admin.send(
      new AdminAddUserToGroupCommand({ UserPoolId: world.poolId, Username: sub, GroupName: "support" }),
    );
    await arrive({ userName: "google_1203", email: "many@example.com" });
    expect(await identitiesOf(sub)).toEqual([]);
  });

  test("and while its groups can't be looked up, the sign-in is refused", async () => {
    const sub = await register(world, "quin@example.com");
    const faults = failing("AdminListGroupsForUser");
    await expect(arrive({ userName: "google_1204", email: "quin@example.com" })).rejects.toThrow(
      "This is not possible at the moment. Try again.",
    );
    faults.mockRestore();
    expect(await identitiesOf(sub)).toEqual([]);
  });
});

describe("a sign-in is refused", () => {
  test("by a provider if the account is disabled", async () => {
    const sub = await register(world, "ida@example.com");
    await world.admin.send(new AdminDisableUserCommand({ UserPoolId: world.poolId, Username: sub }));
    await expect(arrive({ userName: "google_1007", email: "ida@example.com" })).rejects.toThrow(
      "This account can't be used. Contact support.",
    );
    expect(await identitiesOf(sub)).toEqual([]);
  });

  test("from a domain that may not sign up, or without an address", async () => {
    await expect(arrive({ userName: "google_1008", email: "jan@denied.example" })).rejects.toThrow(
      "Sign-up is not open to this e-mail domain.",
    );
    await expect(arrive({ userName: "google_1009" })).rejects.toThrow("Sign-up needs an e-mail address.");
  });

  test("while Cognito does not answer: the sixth identity of an account is one such case", async () => {
    const sub = await register(world, "kim@example.com");
    for (const subject of [1, 2, 3, 4, 5]) {
      await arrive({ userName: `google_20${subject}`, email: "kim@example.com" });
    }
    await expect(arrive({ userName: "google_206", email: "kim@example.com" })).rejects.toThrow(
      "This is not possible at the moment. Try again.",
    );
    expect(await identitiesOf(sub)).toHaveLength(5);
  });
});
