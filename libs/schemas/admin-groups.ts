import * as z from "zod/mini";
import { Cursor, limitUpTo } from "../http/cursor.ts";
import { Version } from "./admin-params.ts";
import { named } from "./named.ts";
import { Reason } from "./reason.ts";
import { Text } from "./text.ts";

/** What a new group may be called: nothing that has to be escaped anywhere. */
const NewGroupName = z
  .string()
  .check(
    z.maxLength(64),
    z.regex(/^[a-z][a-z0-9-]*$/, { error: "Must be small letters, digits and hyphens, a letter first" }),
  );

/** The lowest is preferred. Below 100 are the deployment's own groups: none made here may come before them. */
const Precedence = z.int().check(z.gte(100), z.lte(1_000_000));

/** A group made here is in its members' tokens and gives no scope: these are the permission map's. */
export const GroupCreateRequest = named(
  "GroupCreation",
  z.strictObject({
    name: NewGroupName,
    description: z.optional(Text),
    precedence: z.optional(Precedence),
    reason: z.optional(Reason),
  }),
);

/** What is given changes, the rest stays. */
export const GroupUpdate = named(
  "GroupUpdate",
  z
    .strictObject({
      description: z.optional(Text),
      precedence: z.optional(Precedence),
      reason: z.optional(Reason),
      /** As it was read: if it is another one by now, nothing is changed (`changed_meanwhile`). */
      version: z.optional(Version),
    })
    .check(
      z.refine(({ description, precedence }) => description !== undefined || precedence !== undefined, {
        error: "Must change something",
      }),
    ),
);

/** `protected` are the groups of the deployment. `scopes` are what membership gives in this API. */
export const Group = named(
  "Group",
  z.strictObject({
    name: z.string(),
    description: z.optional(z.string()),
    precedence: z.optional(z.int()),
    scopes: z.array(z.string()),
    protected: z.boolean(),
    /** Of what can be changed; for `PATCH`. */
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
