/**
 * Firebase's `auth:export --format=json` (https://firebase.google.com/docs/cli/auth#file_format). Its own hashes can't come along: they
 * are scrypt's key, used once more to encrypt the project's signer key.
 */
import * as z from "zod";
import { stays } from "./hash-notation.ts";
import type { MovingPassword, MovingUser, ReadingOptions } from "./moving-user.ts";
import { definedOnly, groupsAt, mappedAttributes, readUserLists } from "./read-export.ts";

const FirebaseUser = z.looseObject({
  localId: z.string(),
  email: z.string().nullish(),
  emailVerified: z.boolean().default(false),
  passwordHash: z.string().nullish(),
  displayName: z.string().nullish(),
  photoUrl: z.string().nullish(),
  phoneNumber: z.string().nullish(),
  disabled: z.boolean().default(false),
  /** Custom claims: JSON in text. */
  customAttributes: z.string().nullish(),
  providerUserInfo: z.array(z.looseObject({ providerId: z.string().optional() })).default([]),
  mfaInfo: z.array(z.unknown()).default([]),
});

const FirebaseExport = z.looseObject({ users: z.array(z.unknown()) });

/** Firebase's own entries among the providers; the others are identity providers. */
const OWN_PROVIDERS: readonly (string | undefined)[] = ["password", "phone", "emailLink"];

function claimsOf(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? "{}");
  } catch {
    return {};
  }
}

const PASSWORD: MovingPassword = stays(
  "Firebase's modified scrypt is not an algorithm that Cognito takes, even with the project's hash parameters.",
);

export async function* readFirebase({
  files,
  attributes,
  groupsFrom,
}: ReadingOptions): AsyncGenerator<MovingUser> {
  const shape = { list: FirebaseExport, user: FirebaseUser };
  for await (const { number, user } of readUserLists(files, shape)) {
    const readable = { ...user, customAttributes: claimsOf(user.customAttributes) };
    const hasProvider = user.providerUserInfo.some(({ providerId }) => !OWN_PROVIDERS.includes(providerId));
    yield {
      number,
      username: user.email ?? user.phoneNumber ?? undefined,
      attributes: {
        ...definedOnly({
          email: user.email,
          email_verified: String(user.emailVerified),
          name: user.displayName,
          picture: user.photoUrl,
          phone_number: user.phoneNumber,
          // Firebase keeps only numbers that were verified by a code.
          phone_number_verified: user.phoneNumber ? "true" : undefined,
        }),
        ...mappedAttributes(readable, attributes),
      },
      enabled: !user.disabled,
      groups: groupsFrom === null ? [] : groupsAt(readable, groupsFrom),
      password: user.passwordHash ? PASSWORD : { kind: "none" },
      isFederated: !user.passwordHash && !user.phoneNumber && hasProvider,
      factors: user.mfaInfo.length,
    };
  }
}
