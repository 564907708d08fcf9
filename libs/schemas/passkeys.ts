import * as z from "zod/mini";
import { named } from "./named.ts";
import { textUpTo } from "./text.ts";

const Members = z.record(z.string(), z.unknown());

/**
 * The answer of `navigator.credentials.create()`, as `PublicKeyCredential.toJSON()` writes it. Cognito checks its members.
 * https://www.w3.org/TR/webauthn-3/#dictdef-registrationresponsejson
 */
const RegistrationResponse = named(
  "PasskeyRegistration",
  z.looseObject({
    id: z.string().check(z.minLength(1), z.maxLength(2048)),
    rawId: z.string().check(z.minLength(1), z.maxLength(2048)),
    type: z.literal("public-key"),
    response: z.looseObject({ clientDataJSON: z.string(), attestationObject: z.string() }),
  }),
);

/** The answer of `navigator.credentials.get()`: https://www.w3.org/TR/webauthn-3/#dictdef-authenticationresponsejson */
export const PasskeyAssertion = named(
  "PasskeyAssertion",
  z.looseObject({
    id: z.string().check(z.minLength(1), z.maxLength(2048)),
    rawId: z.string().check(z.minLength(1), z.maxLength(2048)),
    type: z.literal("public-key"),
    response: z.looseObject({
      clientDataJSON: z.string(),
      authenticatorData: z.string(),
      signature: z.string(),
    }),
  }),
);

/** Without a credential a registration starts; with one it completes. */
export const PasskeyRequest = named(
  "PasskeyRequest",
  z.strictObject({ credential: z.optional(RegistrationResponse) }),
);

/** `options` are for `PublicKeyCredential.parseCreationOptionsFromJSON()`; the answer to a completed registration is empty. */
export const PasskeyResponse = named(
  "PasskeyAnswer",
  z.union([z.strictObject({ options: Members }), z.strictObject({ registered: z.literal(true) })]),
);

/** `name` is the owner's; until there is one, the authenticator's. */
export const Passkey = named(
  "Passkey",
  z.strictObject({
    id: z.string(),
    name: z.optional(z.string()),
    relyingPartyId: z.string(),
    attachment: z.optional(z.string()),
    transports: z.array(z.string()),
    createdAt: z.iso.datetime(),
  }),
);

export type Passkey = z.input<typeof Passkey>;

export const PasskeyRename = named("PasskeyRename", z.strictObject({ name: textUpTo(60) }));

export const PasskeyListResponse = named("PasskeyList", z.strictObject({ items: z.array(Passkey) }));

export const PasskeyParams = z.strictObject({
  id: z.string().check(z.regex(/^[\w-]{1,1024}$/, { error: "Must be a passkey's id" })),
});
