import { randomUUID } from "node:crypto";
import { newPerson } from "../../clients/api-client.ts";
import { newAccount } from "../../worlds/staff.ts";
import { NOBODY } from "../every-route.ts";
import { asStaff, plainly, type RouteSample, UNSENT } from "./route-sample.ts";
import type { World } from "./world.ts";

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

/** Samples of the administrators' routes. */
export const ADMIN_SAMPLES: readonly RouteSample[] = [
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
    // No password is sent, and the user is new.
    neverSaid: {
      AdminCreateUser: ["InvalidPasswordException", "UnsupportedUserStateException", "UserNotFoundException"],
    },
    request: asStaff(({ group }) => ({ body: { email: newPerson().email, group } })),
  },
  {
    operation: "getUser",
    calls: ["AdminGetUser", "AdminListGroupsForUser", "AdminListUserSessions"],
    request: onUser("", other),
  },
  {
    operation: "getUser",
    about: "of an unknown user",
    calls: ["ListUsers"],
    request: onUser("", () => NOBODY),
  },
  {
    operation: "updateUser",
    calls: ["AdminGetUser", "AdminUpdateUserAttributes"],
    alsoSaid: { AdminUpdateUserAttributes: UNSENT },
    request: (world) => onUser("", other, { givenName: `Ada ${randomUUID()}` })(world),
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
    calls: [
      "AdminGetUser",
      "AdminListGroupsForUser",
      "AdminDisableUser",
      "AdminUserGlobalSignOut",
      "AdminListUserSessions",
    ],
    request: onUser("/disable", other, {}),
  },
  {
    operation: "confirmUser",
    calls: ["AdminGetUser", "AdminConfirmSignUp"],
    request: onUser("/confirm", ({ waiting }) => waiting, {}),
  },
  {
    operation: "resetUserPassword",
    calls: ["AdminGetUser", "AdminResetUserPassword", "AdminUserGlobalSignOut", "AdminListUserSessions"],
    alsoSaid: { AdminResetUserPassword: UNSENT },
    // A disabled user is refused before the password is reset.
    request: async (world) => {
      const { api, staff } = world;
      await api.post(`/v1/admin/users/${other(world)}/enable`, {}, { token: staff.token });
      return onUser("/reset-password", other, {})(world);
    },
  },
  {
    operation: "resetUserMfa",
    calls: [
      "AdminGetUser",
      "AdminSetUserMFAPreference",
      "AdminDeleteSoftwareToken",
      "AdminUserGlobalSignOut",
      "AdminListUserSessions",
    ],
    request: onUser("/reset-mfa", ({ owner }) => owner.sub, {}),
  },
  {
    operation: "signOutUser",
    calls: ["AdminGetUser", "AdminUserGlobalSignOut", "AdminListUserSessions"],
    request: onUser("/sign-out", other, {}),
  },
  {
    operation: "listOrganizationsOfUser",
    calls: ["AdminGetUser"],
    request: onUser("/organizations", ({ owner }) => owner.sub),
  },
  {
    operation: "listSessionsOfUser",
    calls: ["AdminGetUser", "AdminListUserSessions"],
    request: onUser("/sessions", ({ owner }) => owner.sub),
  },
  {
    operation: "revokeSessionOfUser",
    calls: ["AdminGetUser", "AdminListUserSessions", "AdminRevokeUserSession"],
    request: async ({ api, staff: { token } }) => {
      const user = await newAccount(api);
      await api.get("/v1/me/sessions", { token: user.token });
      const { items } = (await api.get(`/v1/admin/users/${user.sub}/sessions`, { token })).body;
      const [{ id }] = items as [{ id: string }];
      return { token, path: `/v1/admin/users/${user.sub}/sessions/${id}` };
    },
  },
  { operation: "listFilesOfUser", calls: [], request: onUser("/files", ({ owner }) => owner.sub) },
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
  { operation: "getGroup", calls: ["GetGroup"], request: onGroup("") },
  { operation: "updateGroup", calls: ["UpdateGroup"], request: onGroup("", { description: "Testers" }) },
  { operation: "deleteGroup", calls: ["DeleteGroup"], request: onGroup("") },
  { operation: "listGroupUsers", calls: ["ListUsersInGroup"], request: onGroup("/users") },
  { operation: "getOverview", calls: ["DescribeUserPool"], request: plainly },
  { operation: "listEvents", calls: [], request: plainly },
  { operation: "exportEvents", calls: [], request: plainly },
  { operation: "listLiveSessions", calls: [], request: plainly },
];
