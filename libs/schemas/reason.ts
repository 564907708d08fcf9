import * as z from "zod/mini";
import { named } from "./named.ts";
import { Text } from "./text.ts";

/** Why an administrator does something, in their words; kept in the audit trail. */
export const Reason = Text;

/** The body of what takes nothing else, which may be left out. */
export const ReasonBody = z.optional(named("ReasonGiven", z.strictObject({ reason: z.optional(Reason) })));

/** The same where there is no body. */
export const ReasonQuery = z.strictObject({ reason: z.optional(Reason) });
