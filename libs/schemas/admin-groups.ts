import * as z from "zod/mini";
import { Cursor, limitUpTo } from "../http/cursor.ts";
import { Version } from "./admin-params.ts";
import { named } from "./named.ts";
import { Reason } from "./reason.ts";
import { Text } from "./text.ts";

/** A new group's name: without characters that need escapes. */
const NewGroupName = z.string().check(
  z.maxLength(64),
  z.regex(/^[a-z][a-z0-9-]*$/, {
    error: "Must be lower-case letters, digits and hyphens, starting with a letter",
  }),
);

/** The lowest is preferred. Values below 100 are reserved for the deployment's own groups, which must come first. */
const Precedence = z.int().check(z.gte(100), z.lte(1_000_000));

/** A group that is created here is in its members' tokens and gives no scope: only the permission map does. */
export const GroupCreateRequest = named(
  "GroupCreation",
  z.strictObject({
    name: NewGroupName,
    description: z.optional(Text),
    precedence: z.optional(Precedence),
    reason: z.optional(Reason),
  }),
);

/** Given fields change, the rest stays. */
export const GroupUpdate = named(
  "GroupUpdate",
  z
    .strictObject({
      description: z.optional(Text),
      precedence: z.optional(Precedence),
      reason: z.optional(Reason),
      /** The version that was read: if the group has another one by now, nothing changes (`changed_meanwhile`). */
      version: z.optional(Version),
    })
    .check(
      z.refine(({ description, precedence }) => description !== undefined || precedence !== undefined, {
        error: "Must change something",
      }),
    ),
);

/** `protected` are the groups of the deployment. `scopes` are those that members get in this API. */
export const Group = named(
  "Group",
  z.strictObject({
    name: z.string(),
    description: z.optional(z.string()),
    precedence: z.optional(z.int()),
    scopes: z.array(z.string()),
    protected: z.boolean(),
    /** The version of the editable fields, for `PATCH`. */
    version: Version,
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  }),
);

export type Group = z.input<typeof Group>;

export const AdminListQuery = z.strictObject({ limit: limitUpTo(60, 20), cursor: z.optional(Cursor) });

export const GroupListResponse = named(
  "GroupList",
  z.strictObject({
    items: z.array(Group),
    cursor: z.optional(z.string()),
  }),
);
