import * as z from "zod/mini";
import { Cursor, limitUpTo } from "../http/cursor.ts";
import { LANGUAGES } from "../messages/language.ts";
import { NO_ORGANIZATION, ORGANIZATION_ID } from "../organizations/active-organization.ts";
import { ORGANIZATION_ROLES } from "../organizations/roles.ts";
import { CognitoId } from "./admin-params.ts";
import { NewEmail } from "./email-address.ts";
import { named } from "./named.ts";
import { textUpTo } from "./text.ts";

const OrganizationId = named(
  "OrganizationId",
  z
    .string()
    .check(
      z.regex(ORGANIZATION_ID, { error: "Must be an organization's id" }),
      z.meta({ examples: ["org_Zm9vYmFyYmF6cXV4"] }),
    ),
);

/** The organization of the tokens that a request asks for; `none` for tokens without one. */
export const WantedOrganization = named(
  "WantedOrganization",
  z.union([OrganizationId, z.literal(NO_ORGANIZATION)]),
);

/** Each role includes the next one. */
const OrganizationRoleName = named("OrganizationRole", z.enum(ORGANIZATION_ROLES));

const OrganizationName = named("OrganizationName", textUpTo(80));

export const OrganizationParams = z.strictObject({ organization: OrganizationId });
export const OrganizationMemberParams = z.strictObject({ organization: OrganizationId, sub: CognitoId });
export const OrganizationInvitationParams = z.strictObject({
  organization: OrganizationId,
  invitation: z.string().check(z.regex(/^[\w-]{22}$/, { error: "Must be an invitation's id" })),
});

export const OrganizationInput = named("OrganizationInput", z.strictObject({ name: OrganizationName }));

/** An organization as one of its members sees it: `role` is the caller's. */
export const Organization = named(
  "Organization",
  z.strictObject({
    id: OrganizationId,
    name: z.string(),
    role: OrganizationRoleName,
    createdAt: z.iso.datetime(),
    members: z.int(),
    owners: z.int(),
  }),
);

/** `chosen`: the caller's next tokens are for it, if they do not ask for another one. */
export const OwnOrganization = named(
  "OwnOrganization",
  z.strictObject({
    id: OrganizationId,
    name: z.string(),
    role: OrganizationRoleName,
    joinedAt: z.iso.datetime(),
    chosen: z.boolean(),
  }),
);

export const OwnOrganizationsResponse = named(
  "OwnOrganizations",
  z.strictObject({ items: z.array(OwnOrganization) }),
);

/** For administrators: the organizations of a user. */
export const OrganizationsOfUserResponse = named(
  "OrganizationsOfUser",
  z.strictObject({
    items: z.array(
      z.strictObject({
        id: OrganizationId,
        name: z.string(),
        role: OrganizationRoleName,
        joinedAt: z.iso.datetime(),
      }),
    ),
  }),
);

/** The organization of the token, with the role that the token has. `current` is false if it has changed since. */
export const TokenOrganizationResponse = named(
  "TokenOrganization",
  z.strictObject({
    organization: z.nullable(
      z.strictObject({
        id: OrganizationId,
        role: OrganizationRoleName,
        current: z.boolean(),
      }),
    ),
  }),
);

/** Which organization the next tokens are for, if they do not ask for one: null for none. */
export const OrganizationChoice = named(
  "OrganizationChoice",
  z.strictObject({ organization: z.nullable(OrganizationId) }),
);

export const MemberListQuery = z.strictObject({ limit: limitUpTo(100, 50), cursor: z.optional(Cursor) });

/** `email` and `name` are missing for accounts that never signed in with one. */
const OrganizationMember = named(
  "OrganizationMember",
  z.strictObject({
    sub: CognitoId,
    role: OrganizationRoleName,
    joinedAt: z.iso.datetime(),
    email: z.optional(z.string()),
    name: z.optional(z.string()),
  }),
);

export const MemberListResponse = named(
  "OrganizationMemberList",
  z.strictObject({ items: z.array(OrganizationMember), cursor: z.optional(z.string()) }),
);

export const RoleInput = named("OrganizationRoleInput", z.strictObject({ role: OrganizationRoleName }));

/** `language` is that of the mail. */
export const OrganizationInvitationInput = named(
  "OrganizationInvitationInput",
  z.strictObject({
    email: NewEmail,
    role: OrganizationRoleName,
    language: z.optional(z.enum(LANGUAGES)),
  }),
);

/** An open invitation, for the members who may invite. */
export const OrganizationInvitation = named(
  "OrganizationInvitation",
  z.strictObject({
    id: z.string(),
    email: z.string(),
    role: OrganizationRoleName,
    invitedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  }),
);

export const OrganizationInvitationListResponse = named(
  "OrganizationInvitationList",
  z.strictObject({ items: z.array(OrganizationInvitation) }),
);

/** The end of an invitation's link. */
export const InvitationToken = named(
  "InvitationToken",
  z.strictObject({
    token: z
      .string()
      .check(z.minLength(1), z.maxLength(200), z.regex(/^[\w.-]+$/, { error: "Must be a token" })),
  }),
);

/** An invitation, for its addressee. */
export const ReceivedInvitation = named(
  "ReceivedInvitation",
  z.strictObject({
    organization: z.strictObject({ id: OrganizationId, name: z.string() }),
    role: OrganizationRoleName,
    email: z.string(),
    expiresAt: z.iso.datetime(),
  }),
);
