/**
 * Keycloak's exports (`kc.sh export`): a realm with its users, or the files of users that a directory export writes.
 * https://www.keycloak.org/server/importExport
 */
import * as z from "zod";
import { argon2idHash, pbkdf2Hash, stays } from "./hash-notation.ts";
import type { MovingPassword, MovingUser, ReadingOptions } from "./moving-user.ts";
import { definedOnly, groupsAt, mappedAttributes, readUserLists } from "./read-export.ts";

const Credential = z.looseObject({
  type: z.string(),
  /** JSON in text: salt and hash. */
  secretData: z.string().optional(),
  /** JSON in text: algorithm and parameters. */
  credentialData: z.string().optional(),
});

const KeycloakUser = z.looseObject({
  username: z.string(),
  email: z.string().nullish(),
  emailVerified: z.boolean().default(false),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  enabled: z.boolean().default(true),
  attributes: z.record(z.string(), z.array(z.string())).default({}),
  credentials: z.array(Credential).default([]),
  federatedIdentities: z.array(z.unknown()).default([]),
  serviceAccountClientId: z.string().nullish(),
});

const KeycloakExport = z.looseObject({ users: z.array(z.unknown()).default([]) });

const SecretData = z.looseObject({ value: z.string(), salt: z.string() });
const CredentialData = z.looseObject({
  algorithm: z.string(),
  hashIterations: z.int(),
  additionalParameters: z.record(z.string(), z.array(z.string())).nullish(),
});

function parseData<Schema extends z.ZodType>(
  schema: Schema,
  text: string | undefined,
): z.infer<Schema> | null {
  try {
    return schema.safeParse(JSON.parse(text ?? "null")).data ?? null;
  } catch {
    return null;
  }
}

/** Argon2's parameters are lists of one text each. */
function fromArgon2(
  parameters: Readonly<Record<string, readonly string[]>>,
  passes: number,
  derived: { readonly salt: Buffer; readonly key: Buffer },
): MovingPassword {
  const [type, version] = [parameters.type?.[0], parameters.version?.[0]];
  if (type !== "id") return stays("Cognito takes argon2id, not Argon2's other variants.");
  if (version !== "1.3") return stays("The hash is not of Argon2's version 1.3.");
  const number = (name: string) => Number(parameters[name]?.[0]);
  return argon2idHash({ memory: number("memory"), passes, parallelism: number("parallelism") }, derived);
}

function passwordOf(credentials: readonly z.infer<typeof Credential>[]): MovingPassword {
  const credential = credentials.find(({ type }) => type === "password");
  if (credential === undefined) return { kind: "none" };
  const secret = parseData(SecretData, credential.secretData);
  const data = parseData(CredentialData, credential.credentialData);
  if (secret === null || data === null) return stays("The credential is not in Keycloak's format.");
  const { algorithm, hashIterations } = data;
  const derived = { salt: Buffer.from(secret.salt, "base64"), key: Buffer.from(secret.value, "base64") };
  switch (algorithm) {
    case "pbkdf2-sha256":
      return pbkdf2Hash(hashIterations, derived);
    case "argon2":
      return fromArgon2(data.additionalParameters ?? {}, hashIterations, derived);
    case "pbkdf2":
    case "pbkdf2-sha512":
      return stays(`Cognito takes PBKDF2 with SHA-256, not ${algorithm}.`);
    default:
      return stays("Cognito takes no hashes of this algorithm.");
  }
}

/** Groups are paths there: `/staff/support` is the group `staff/support` here. */
const nameOfGroup = (path: string): string => path.replace(/^\//, "");

export async function* readKeycloak({
  files,
  attributes,
  groupsFrom,
}: ReadingOptions): AsyncGenerator<MovingUser> {
  const shape = { list: KeycloakExport, user: KeycloakUser };
  for await (const { number, user } of readUserLists(files, shape)) {
    // The user of a client that calls APIs for itself.
    if (user.serviceAccountClientId) continue;
    const password = passwordOf(user.credentials);
    yield {
      number,
      username: user.username,
      attributes: {
        ...definedOnly({
          email: user.email,
          email_verified: String(user.emailVerified),
          given_name: user.firstName,
          family_name: user.lastName,
          name: [user.firstName, user.lastName].filter(Boolean).join(" "),
          locale: user.attributes.locale?.[0],
        }),
        ...mappedAttributes(user, attributes),
      },
      enabled: user.enabled,
      groups: groupsAt(user, groupsFrom ?? "groups").map(nameOfGroup),
      password,
      isFederated: password.kind === "none" && user.federatedIdentities.length > 0,
      factors: user.credentials.filter(({ type }) => type !== "password").length,
    };
  }
}
