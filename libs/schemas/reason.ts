import * as z from "zod/mini";
import { named } from "./named.ts";
import { Text } from "./text.ts";

/** The administrator's reason, which is stored in the audit trail. */
export const Reason = Text;

/** The body of a route that takes nothing else; optional. */
export const ReasonBody = z.optional(named("ReasonGiven", z.strictObject({ reason: z.optional(Reason) })));

/** The same for a route without a body. */
export const ReasonQuery = z.strictObject({ reason: z.optional(Reason) });
