import { randomInt, randomUUID } from "node:crypto";
import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { type ApiAnswer, type ApiClient, newPerson, type Person } from "./api-client.ts";
import { authenticatorOf } from "./authenticator-app.ts";
import { cognitoClient } from "./cognito-client.ts";
import { EVERY_ROUTE, NOBODY } from "./every-route.ts";
import { type Account, newAccount, newStaff, poolIdOf } from "./staff.ts";

/** Somebody with an authenticator app and recovery codes. */
export interface Owner extends Account {
  readonly recoveryCodes: readonly string[];
}

/** Accounts and things that requests are about. Nobody signs in as `other` or deletes `group` for good. */
export interface World {
  readonly api: ApiClient;
  /** An administrator, who has every scope. */
  readonly staff: Account;
  readonly other: Account;
  readonly owner: Owner;
  /** The `sub` of somebody who was invited and has not come, and of one who has not confirmed. */
  readonly invited: string;
  readonly waiting: string;
  readonly group: string;
}

/** What is sent to a route: the path's parameters replace those of {@link EVERY_ROUTE}. */
interface Sample {
  readonly token?: string;
  readonly body?: object;
  readonly path?: string;
}

/** A good request to a route, and the operations of Cognito that answering it takes, in no order. */
export interface RouteSample {
  /** The route's `operationId`. */
  readonly operation: string;
  /** What tells it from other requests to the route. */
  readonly about?: string;
  readonly calls: readonly string[];
  /** What Cognito may say to such a call, but never to this one: it is about members that are not sent. */
  readonly neverSaid?: Readonly<Record<string, readonly string[]>>;
  /** What is not in AWS's model of such a call, and is to be answered all the same: a message that can't be sent. */
  readonly alsoSaid?: Readonly<Record<string, readonly string[]>>;
  /** Asked for before every request; one that would wear its accounts out makes new ones. */
  readonly request: (world: World) => Sample | Promise<Sample>;
}

export async function newOwner(api: ApiClient): Promise<Owner> {
  const account = await newAccount(api);
  const { token } = account;
  const { secret } = (await api.post("/v1/me/mfa/totp", {}, { token })).body;
  const code = authenticatorOf(String(secret), Date.now).code();
  const { codes } = (await api.post("/v1/me/mfa/totp/verify", { code }, { token })).body;
  return { ...account, recoveryCodes: codes as string[] };
}

export async function newWorld(api: ApiClient): Promise<World> {
  const staff = await newStaff(api);
  const [other, owner] = [await newAccount(api), await newOwner(api)];
  const signedUp = await api.signUp(newPerson());
  const { User } = await cognitoClient(api.cloudUrl).send(
    new AdminCreateUserCommand({ UserPoolId: await poolIdOf(api), Username: newPerson().email }),
  );
  const group = `testers-${randomUUID()}`;
  await api.post("/v1/admin/groups", { name: group }, { token: staff.token });
  return {
    api,
    staff,
    other,
    owner,
    invited: User?.Username ?? "",
    waiting: String(signedUp.body.userSub),
    group,
  };
}

const SESSION = "s".repeat(40);

const UNSENT = ["CodeDeliveryFailureException"];

const challengeOf = (challenge: string, members: object) => () => ({
  body: { challenge, session: SESSION, email: newPerson().email, ...members },
});

const asStaff =
  (about: (world: World) => Omit<Sample, "token">): RouteSample["request"] =>
  (world) => ({ token: world.staff.token, ...about(world) });

/** The same without a body or parameters of its own. */
const plainly = asStaff(() => ({}));

const asNewcomer =
  (about: (person: Person) => Omit<Sample, "token">): RouteSample["request"] =>
  async ({ api }) => {
    const { token, person } = await newAccount(api);
    return { token, ...about(person) };
  };

const onUser =
  (path: string, who: (world: World) => string, body?: object): RouteSample["request"] =>
  (world) => ({
    token: world.staff.token,
    path: `/v1/admin/users/${who(world)}${path}`,
    ...(body === undefined ? {} : { body }),
  });

const other = ({ other: { sub } }: World) => sub;

const onGroup =
  (path: string, body?: object): RouteSample["request"] =>
  ({ staff: { token }, group }) => ({
    token,
    path: `/v1/admin/groups/${group}${path}`,
    ...(body === undefined ? {} : { body }),
  });

/** A recovery whose codes are at hand: answering it takes them. */
async function begunRecovery({ api }: World): Promise<Sample> {
  const { person, recoveryCodes } = await newOwner(api);
  const { recovery } = (await api.post("/v1/auth/recovery", person)).body;
  return { body: { recovery, code: await api.codeFor(person.email), recoveryCode: recoveryCodes[0] } };
}

const CREDENTIAL = {
  id: "credential",
  rawId: "credential",
  type: "public-key",
  response: { clientDataJSON: "e30", attestationObject: "oA" },
};

const FILE = { name: "photo.png", contentType: "image/png", size: 3 };

const PUBLIC: readonly RouteSample[] = [
  { operation: "signUp", calls: ["SignUp"], request: () => ({ body: newPerson() }) },
  {
    operation: "signUp",
    about: "with an address that is taken",
    calls: ["ResendConfirmationCode"],
    request: (world) => ({ body: { ...newPerson(), email: world.other.person.email } }),
  },
  {
    operation: "confirm",
    calls: ["ConfirmSignUp"],
    request: () => ({ body: { email: newPerson().email, code: "123456" } }),
  },
  {
    operation: "resendCode",
    calls: ["ResendConfirmationCode"],
    request: () => ({ body: { email: newPerson().email } }),
  },
  {
    operation: "signIn",
    calls: ["InitiateAuth"],
    alsoSaid: { InitiateAuth: UNSENT },
    request: () => ({ body: newPerson() }),
  },
  {
    operation: "otp",
    calls: ["InitiateAuth", "RespondToAuthChallenge"],
    // A way is chosen here, and nothing proved yet.
    neverSaid: {
      RespondToAuthChallenge: [
        "AliasExistsException",
        "CodeMismatchException",
        "ExpiredCodeException",
        "InvalidPasswordException",
        "MFAMethodNotFoundException",
        "PasswordHistoryPolicyViolationException",
        "SoftwareTokenMFANotFoundException",
      ],
    },
    request: () => ({ body: { email: newPerson().email } }),
  },
  {
    operation: "passkey",
    calls: ["InitiateAuth"],
    request: () => ({ body: { email: newPerson().email } }),
  },
  {
    operation: "challenge",
    about: "of a code",
    calls: ["RespondToAuthChallenge"],
    request: challengeOf("CUSTOM_CHALLENGE", { answer: "123456" }),
  },
  {
    operation: "challenge",
    about: "of a new password",
    calls: ["RespondToAuthChallenge"],
    request: challengeOf("NEW_PASSWORD_REQUIRED", { newPassword: newPerson().password }),
  },
  {
    operation: "challenge",
    about: "of a password",
    calls: ["RespondToAuthChallenge"],
    alsoSaid: { RespondToAuthChallenge: UNSENT },
    request: challengeOf("PASSWORD", { password: newPerson().password }),
  },
  {
    operation: "challenge",
    about: "of an authenticator app to set up",
    calls: ["VerifySoftwareToken"],
    request: challengeOf("MFA_SETUP", { code: "123456" }),
  },
  {
    operation: "setUpMfa",
    calls: ["AssociateSoftwareToken"],
    request: () => ({ body: { session: SESSION, email: newPerson().email } }),
  },
  {
    operation: "recovery",
    calls: ["InitiateAuth", "AdminGetUser"],
    request: (world) => ({ body: world.owner.person }),
  },
  {
    operation: "recovery",
    about: "without a second factor",
    calls: ["RevokeToken"],
    // It is the refresh token that Cognito has just given.
    neverSaid: { RevokeToken: ["UnsupportedTokenTypeException"] },
    request: (world) => ({ body: world.other.person }),
  },
  {
    operation: "completeRecovery",
    calls: ["AdminGetUser", "AdminSetUserMFAPreference", "AdminUserGlobalSignOut"],
    request: begunRecovery,
  },
  {
    operation: "refresh",
    calls: ["GetTokensFromRefreshToken"],
    request: (world) => ({ body: { refreshToken: world.other.refreshToken } }),
  },
  {
    operation: "signOut",
    calls: ["GetTokensFromRefreshToken", "RevokeToken"],
    request: () => ({ body: { refreshToken: "made.up" } }),
  },
  {
    operation: "forgotPassword",
    calls: ["ForgotPassword"],
    request: () => ({ body: { email: newPerson().email } }),
  },
  {
    operation: "resetPassword",
    calls: ["ConfirmForgotPassword"],
    request: () => ({
      body: { email: newPerson().email, code: "123456", newPassword: newPerson().password },
    }),
  },
  { operation: "inspectToken", calls: [], request: (world) => ({ body: { token: world.staff.token } }) },
  ...["config", "confirmPage", "resetPage", "getHealth", "getOpenapi", "getDocs"].map((operation) => ({
    operation,
    calls: [],
    request: () => ({}),
  })),
];

const OWN_ACCOUNT: readonly RouteSample[] = [
  { operation: "getMe", calls: ["AdminGetUser"], request: plainly },
  {
    operation: "updateMe",
    calls: ["AdminGetUser", "AdminUpdateUserAttributes"],
    neverSaid: { AdminUpdateUserAttributes: ["AliasExistsException"] },
    request: asStaff(() => ({ body: { givenName: "Ada" } })),
  },
  {
    operation: "deleteMe",
    calls: ["AdminListGroupsForUser", "AdminDeleteUser"],
    request: asNewcomer(() => ({})),
  },
  {
    operation: "changePassword",
    calls: ["GetUser", "ChangePassword"],
    request: asStaff(({ staff: { person } }) => ({
      body: { currentPassword: person.password, newPassword: newPerson().password },
    })),
  },
  {
    operation: "sendAttributeCode",
    about: "to the address that is there",
    calls: ["GetUser", "GetUserAttributeVerificationCode"],
    request: asNewcomer(() => ({ body: {} })),
  },
  {
    operation: "sendAttributeCode",
    about: "to a new address",
    calls: ["UpdateUserAttributes"],
    neverSaid: { UpdateUserAttributes: ["CodeMismatchException", "ExpiredCodeException"] },
    request: asNewcomer(() => ({ body: { value: newPerson().email } })),
  },
  {
    operation: "sendAttributeCode",
    about: "to a new number",
    calls: ["AdminUpdateUserAttributes"],
    request: asNewcomer(() => ({
      path: "/v1/me/attributes/phone_number/code",
      body: { value: `+4915${randomInt(1e8, 1e9)}` },
    })),
  },
  {
    operation: "verifyAttribute",
    calls: ["GetUser", "VerifyUserAttribute"],
    request: asStaff(() => ({ body: { code: "123456" } })),
  },
  { operation: "getMfa", calls: ["GetUser"], request: plainly },
  {
    operation: "updateMfa",
    calls: ["GetUser", "SetUserMFAPreference"],
    request: asStaff(() => ({ body: { enabled: [] } })),
  },
  { operation: "setUpTotp", calls: ["GetUser", "AssociateSoftwareToken"], request: plainly },
  {
    operation: "verifyTotp",
    calls: ["GetUser", "VerifySoftwareToken"],
    request: asStaff(() => ({ body: { code: "123456" } })),
  },
  {
    operation: "issueRecoveryCodes",
    calls: ["GetUser"],
    request: ({ owner: { token } }) => ({ token }),
  },
  { operation: "listSessions", calls: [], request: plainly },
  { operation: "revokeSessions", calls: ["AdminUserGlobalSignOut"], request: asNewcomer(() => ({})) },
  { operation: "revokeSession", calls: [], request: plainly },
  { operation: "listPasskeys", calls: ["ListWebAuthnCredentials"], request: plainly },
  {
    operation: "registerPasskey",
    about: "to begin",
    calls: ["StartWebAuthnRegistration"],
    request: asStaff(() => ({ body: {} })),
  },
  {
    operation: "registerPasskey",
    about: "to complete",
    calls: ["CompleteWebAuthnRegistration"],
    request: asStaff(() => ({ body: { credential: CREDENTIAL } })),
  },
  { operation: "deletePasskey", calls: ["DeleteWebAuthnCredential"], request: plainly },
  { operation: "listActivity", calls: [], request: plainly },
  { operation: "createFile", calls: [], request: asStaff(() => ({ body: FILE })) },
  { operation: "listFiles", calls: [], request: plainly },
  { operation: "getFile", calls: [], request: plainly },
  { operation: "deleteFile", calls: [], request: plainly },
];

const ADMINISTRATION: readonly RouteSample[] = [
  { operation: "listUsers", calls: ["ListUsers"], request: plainly },
  {
    operation: "listUsers",
    about: "of a group",
    calls: ["ListUsersInGroup"],
    request: asStaff(({ group }) => ({ path: `/v1/admin/users?group=${group}` })),
  },
  {
    operation: "inviteUser",
    calls: ["GetGroup", "AdminCreateUser", "AdminGetUser", "AdminListGroupsForUser"],
    // No password is given, and the user is a new one.
    neverSaid: {
      AdminCreateUser: ["InvalidPasswordException", "UnsupportedUserStateException", "UserNotFoundException"],
    },
    request: asStaff(({ group }) => ({ body: { email: newPerson().email, group } })),
  },
  { operation: "getUser", calls: ["AdminGetUser", "AdminListGroupsForUser"], request: onUser("", other) },
  { operation: "getUser", about: "of nobody", calls: ["ListUsers"], request: onUser("", () => NOBODY) },
  {
    operation: "updateUser",
    calls: ["AdminGetUser", "AdminUpdateUserAttributes"],
    alsoSaid: { AdminUpdateUserAttributes: UNSENT },
    request: onUser("", other, { givenName: "Ada" }),
  },
  {
    operation: "deleteUser",
    calls: ["AdminGetUser", "AdminListGroupsForUser", "AdminDisableUser", "AdminDeleteUser"],
    request: async ({ api, staff: { token } }) => ({
      token,
      path: `/v1/admin/users/${(await newAccount(api)).sub}`,
    }),
  },
  {
    operation: "resendInvitation",
    calls: ["AdminGetUser", "AdminCreateUser"],
    neverSaid: { AdminCreateUser: ["InvalidPasswordException"] },
    request: onUser("/invitation", ({ invited }) => invited, {}),
  },
  {
    operation: "enableUser",
    calls: ["AdminGetUser", "AdminEnableUser"],
    request: onUser("/enable", other, {}),
  },
  {
    operation: "disableUser",
    calls: ["AdminGetUser", "AdminListGroupsForUser", "AdminDisableUser", "AdminUserGlobalSignOut"],
    request: onUser("/disable", other, {}),
  },
  {
    operation: "confirmUser",
    calls: ["AdminGetUser", "AdminConfirmSignUp"],
    request: onUser("/confirm", ({ waiting }) => waiting, {}),
  },
  {
    operation: "resetUserPassword",
    calls: ["AdminGetUser", "AdminResetUserPassword", "AdminUserGlobalSignOut"],
    alsoSaid: { AdminResetUserPassword: UNSENT },
    request: onUser("/reset-password", other, {}),
  },
  {
    operation: "resetUserMfa",
    calls: ["AdminGetUser", "AdminSetUserMFAPreference", "AdminUserGlobalSignOut"],
    request: onUser("/reset-mfa", ({ owner }) => owner.sub, {}),
  },
  {
    operation: "signOutUser",
    calls: ["AdminGetUser", "AdminUserGlobalSignOut"],
    request: onUser("/sign-out", other, {}),
  },
  {
    operation: "addUserToGroup",
    calls: ["AdminGetUser", "AdminListGroupsForUser", "AdminAddUserToGroup"],
    request: onUser("/groups/support", other, {}),
  },
  {
    operation: "removeUserFromGroup",
    calls: ["AdminGetUser", "AdminListGroupsForUser", "AdminRemoveUserFromGroup"],
    request: onUser("/groups/support", other),
  },
  { operation: "listGroups", calls: ["ListGroups"], request: plainly },
  {
    operation: "createGroup",
    calls: ["CreateGroup"],
    request: asStaff(() => ({ body: { name: `g-${randomUUID()}` } })),
  },
  { operation: "updateGroup", calls: ["UpdateGroup"], request: onGroup("", { description: "Testers" }) },
  { operation: "deleteGroup", calls: ["DeleteGroup"], request: onGroup("") },
  { operation: "listGroupUsers", calls: ["ListUsersInGroup"], request: onGroup("/users") },
  { operation: "getOverview", calls: ["DescribeUserPool"], request: plainly },
  { operation: "listEvents", calls: [], request: plainly },
  { operation: "listLiveSessions", calls: [], request: plainly },
];

/** At least one sample of every route. */
export const ROUTE_SAMPLES: readonly RouteSample[] = [...PUBLIC, ...OWN_ACCOUNT, ...ADMINISTRATION];

/** Makes the request of a sample ready, so that whatever it needs is there before anything is made to fail. */
export async function prepareSample(
  world: World,
  { operation, request }: RouteSample,
): Promise<() => Promise<ApiAnswer>> {
  const route = EVERY_ROUTE.find((one) => one.operation === operation);
  if (route === undefined) throw new Error(`there is no route ${operation}`);
  const { token, body = {}, path = route.path } = await request(world);
  const text = route.takesBody ? JSON.stringify(body) : undefined;
  return () => world.api.send(route.method, path, text, token === undefined ? {} : { token });
}
