import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserAttributesCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminUpdateUserAttributesCommand,
  CreateGroupCommand,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { claimsOf, signUpConfirmed, startCognitoApp, tokensOf } from "../../../support/worlds/cognito-app.ts";

const ADA = "ada@example.com";
const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;

/** Groups with equal, different and no precedence, with different roles, the same role, and none. */
const groups: Readonly<Record<string, { readonly Precedence?: number; readonly RoleArn?: string }>> = {
  admins: { Precedence: 1, RoleArn: role("admin") },
  owners: { Precedence: 1, RoleArn: role("owner") },
  readers: { Precedence: 5, RoleArn: role("reader") },
  writers: { Precedence: 5, RoleArn: role("reader") },
  guests: { RoleArn: role("guest") },
  others: {},
};
const groupNames = Object.keys(groups);

const attributes = ["given_name", "nickname", "locale", "address", "custom:team"] as const;

/** A naive implementation of AWS's rules for a user's groups (API_GroupType, `Precedence`). */
function groupClaims(member: readonly string[]): Record<string, unknown> {
  const rank = (name: string) => groups[name]?.Precedence ?? Number.POSITIVE_INFINITY;
  const roleOf = (name: string) => groups[name]?.RoleArn;
  const lowest = Math.min(...member.map(rank));
  const best = new Set(
    member
      .filter((name) => rank(name) === lowest)
      .map(roleOf)
      .filter((arn) => arn !== undefined),
  );
  const roles = new Set(member.map(roleOf).filter((arn) => arn !== undefined));
  return {
    ...(member.length > 0 && { "cognito:groups": new Set(member) }),
    ...(roles.size > 0 && { "cognito:roles": roles }),
    ...(best.size === 1 && { "cognito:preferred_role": [...best][0] }),
  };
}

const asSets = (claims: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [name, Array.isArray(value) ? new Set(value) : value]),
  );

const about = (claims: Record<string, unknown>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => names.includes(name)));

const LIFETIMES = { id: 300, access: 600 };

test("tokens have exactly the user's attributes that the client may read, for any user and client", async () => {
  const app = await startCognitoApp({
    pool: { Schema: [{ Name: "team", AttributeDataType: "String", Mutable: true }] },
  });
  const { admin, clock } = app.server;
  const UserPoolId = app.poolId;
  const sub = await signUpConfirmed(app, ADA);
  for (const [GroupName, settings] of Object.entries(groups)) {
    await admin.send(new CreateGroupCommand({ UserPoolId, GroupName, ...settings }));
  }
  const user = { UserPoolId, Username: ADA };

  const someAttributes = fc.record(
    Object.fromEntries(attributes.map((name) => [name, fc.string({ minLength: 1, maxLength: 30 })])),
    { requiredKeys: [] },
  ) as fc.Arbitrary<Partial<Record<(typeof attributes)[number], string>>>;

  await fc.assert(
    fc.asyncProperty(
      fc.subarray(groupNames),
      someAttributes,
      fc.subarray(["email", "email_verified", ...attributes], { minLength: 1 }),
      fc.integer({ min: 0, max: 10_000_000 }),
      async (member, given, readable, elapsed) => {
        clock.advance(elapsed);
        const { Groups = [] } = await admin.send(new AdminListGroupsForUserCommand(user));
        for (const { GroupName } of Groups) {
          await admin.send(new AdminRemoveUserFromGroupCommand({ ...user, GroupName }));
        }
        for (const GroupName of member) {
          await admin.send(new AdminAddUserToGroupCommand({ ...user, GroupName }));
        }
        await admin.send(
          new AdminDeleteUserAttributesCommand({ ...user, UserAttributeNames: [...attributes] }),
        );
        await admin.send(
          new AdminUpdateUserAttributesCommand({
            ...user,
            UserAttributes: Object.entries(given).map(([Name, Value]) => ({ Name, Value })),
          }),
        );
        await admin.send(
          new UpdateUserPoolClientCommand({
            UserPoolId,
            ClientId: app.clientId,
            ReadAttributes: readable,
            ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            IdTokenValidity: LIFETIMES.id,
            AccessTokenValidity: LIFETIMES.access,
            TokenValidityUnits: { IdToken: "seconds", AccessToken: "seconds" },
          }),
        );

        const tokens = await tokensOf(app, ADA);
        const [id, access] = [claimsOf(tokens.IdToken), claimsOf(tokens.AccessToken)];
        const iat = Math.floor(clock.now() / 1000);
        const common = {
          sub,
          iss: expect.stringContaining(UserPoolId),
          iat,
          auth_time: iat,
          event_id: expect.any(String),
          jti: expect.any(String),
          origin_jti: expect.any(String),
          acr: "urn:cognito:loa:1",
          amr: new Set(["pwd"]),
        };
        const known: Record<string, unknown> = { ...given, email: ADA, email_verified: true };
        if (given.address !== undefined) known.address = { formatted: given.address };
        const expectedGroups = groupClaims(member);
        expect(asSets(id)).toEqual({
          ...about(known, readable),
          ...common,
          ...expectedGroups,
          "cognito:username": sub,
          aud: app.clientId,
          token_use: "id",
          exp: iat + LIFETIMES.id,
        });
        expect(asSets(access)).toEqual({
          ...common,
          ...about(expectedGroups, ["cognito:groups"]),
          username: sub,
          client_id: app.clientId,
          scope: "aws.cognito.signin.user.admin",
          token_use: "access",
          exp: iat + LIFETIMES.access,
        });
        expect(access.origin_jti).toBe(id.origin_jti);
        expect(access.event_id).toBe(id.event_id);
        expect(access.jti).not.toBe(id.jti);
      },
    ),
    { numRuns: 40 },
  );
});
