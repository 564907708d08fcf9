import * as z from "zod/mini";

/** A user by `sub`, the id that never changes. */
export const UserId = z.uuid();

/**
 * A group's name as Cognito allows it, which makes groups of its own for identity providers: no white space, by which names
 * are set apart in a token.
 */
export const GroupName = z
  .string()
  .check(z.maxLength(128), z.regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u, { error: "Must be a group's name" }));

export const UserParams = z.strictObject({ id: UserId });

export const GroupParams = z.strictObject({ group: GroupName });

export const MembershipParams = z.strictObject({ id: UserId, group: GroupName });
