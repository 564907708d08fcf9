import { asNewcomer, asStaff, plainly, type RouteSample } from "./route-sample.ts";

/** An invitation that does not exist. Who the caller is, is asked first. */
const token = `org_0000000000000000.${"0".repeat(22)}.${"0".repeat(43)}`;
const asInvitee = asStaff(() => ({ body: { token } }));

/** Samples of the routes about organizations. */
export const ORGANIZATION_SAMPLES: readonly RouteSample[] = [
  { operation: "listOrganizations", calls: [], request: plainly },
  { operation: "createOrganization", calls: [], request: asNewcomer(() => ({ body: { name: "Acme" } })) },
  { operation: "getOrganization", calls: [], request: plainly },
  { operation: "renameOrganization", calls: [], request: asStaff(() => ({ body: { name: "Acme" } })) },
  { operation: "deleteOrganization", calls: [], request: plainly },
  { operation: "listOrganizationMembers", calls: [], request: plainly },
  { operation: "changeMemberRole", calls: [], request: asStaff(() => ({ body: { role: "admin" } })) },
  { operation: "removeOrganizationMember", calls: [], request: plainly },
  { operation: "listOrganizationInvitations", calls: [], request: plainly },
  {
    operation: "inviteMember",
    calls: [],
    request: asStaff(() => ({ body: { email: "new@example.com", role: "member" } })),
  },
  { operation: "revokeOrganizationInvitation", calls: [], request: plainly },
  { operation: "readOrganizationInvitation", calls: ["AdminGetUser"], request: asInvitee },
  { operation: "acceptOrganizationInvitation", calls: ["AdminGetUser"], request: asInvitee },
  { operation: "declineOrganizationInvitation", calls: ["AdminGetUser"], request: asInvitee },
  { operation: "getTokenOrganization", calls: [], request: plainly },
  { operation: "chooseOrganization", calls: [], request: asStaff(() => ({ body: { organization: null } })) },
];
