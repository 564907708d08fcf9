import * as z from "zod/mini";
import { ResendAfter } from "./asked-challenges.ts";
import { Code, Delivery, NewPassword, Password } from "./auth.ts";
import { NewEmail } from "./email-address.ts";
import { named } from "./named.ts";

/** `currentPassword` is optional for accounts without a password, such as one with only a passkey. */
export const PasswordChange = named(
  "PasswordChange",
  z.strictObject({
    currentPassword: z.optional(Password),
    newPassword: NewPassword,
  }),
);

/** What a user verifies with a code. */
export const AttributeParams = z.strictObject({ name: z.enum(["email", "phone_number"]) });

const PhoneNumber = named(
  "PhoneNumber",
  z.string().check(z.regex(/^\+[1-9]\d{6,14}$/, { error: "Must be a number in E.164" })),
);

/**
 * With a value, the address or number changes once the code that goes there is confirmed; without one, the current one is
 * verified.
 */
export const AttributeCodeRequest = named(
  "AttributeCodeRequest",
  z.strictObject({ value: z.optional(z.union([NewEmail, PhoneNumber])) }),
);

export const AttributeCodeResponse = named(
  "AttributeCode",
  z.strictObject({ delivery: Delivery, resendAfter: ResendAfter }),
);

export const AttributeVerifyRequest = named("AttributeVerification", z.strictObject({ code: Code }));
