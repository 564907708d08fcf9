/** Exports of other systems with made-up users, in the formats that those document, and with the cheapest hashes. */
import { argon2Sync, createHash, pbkdf2Sync, scryptSync } from "node:crypto";
import { genSaltSync, hashSync } from "bcryptjs";
import { hashOf } from "./password-hashes.ts";

export interface MadeUpPerson {
  readonly email: string;
  readonly password: string;
}

export interface MadeUpExport {
  /** The content of the file. */
  readonly text: string;
  /** Who can sign in, and with what. */
  readonly people: readonly MadeUpPerson[];
}

const people = (system: string, count: number): readonly MadeUpPerson[] =>
  Array.from({ length: count }, (_, index) => ({
    email: `person${index + 1}@${system}.example`,
    password: `old password of ${index + 1}, Ünïcode`,
  }));

/** The same for the same person, so that an export can be made again. */
const saltOf = ({ email }: MadeUpPerson): Buffer =>
  createHash("sha256").update(email).digest().subarray(0, 16);

function keycloakPassword(person: MadeUpPerson, index: number) {
  const salt = saltOf(person);
  const settings = {
    message: person.password,
    nonce: salt,
    memory: 8,
    passes: 1,
    parallelism: 1,
    tagLength: 32,
  };
  const isArgon = index % 2 === 0;
  const value = isArgon
    ? argon2Sync("argon2id", settings)
    : pbkdf2Sync(person.password, salt, 20, 64, "sha256");
  const parameters = {
    hashLength: ["32"],
    memory: ["8"],
    type: ["id"],
    version: ["1.3"],
    parallelism: ["1"],
  };
  return {
    type: "password",
    createdDate: 1_760_000_000_000,
    secretData: JSON.stringify({
      value: Buffer.from(value).toString("base64"),
      salt: salt.toString("base64"),
      additionalParameters: {},
    }),
    credentialData: JSON.stringify(
      isArgon
        ? { hashIterations: 1, algorithm: "argon2", additionalParameters: parameters }
        : { hashIterations: 20, algorithm: "pbkdf2-sha256", additionalParameters: {} },
    ),
  };
}

/** A user of a Keycloak realm. */
export const keycloakUser = (person: MadeUpPerson, index = 0) => ({
  id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
  username: person.email,
  firstName: "Zoë",
  lastName: `Person, ${index + 1}`,
  email: person.email,
  emailVerified: true,
  createdTimestamp: 1_760_000_000_000,
  enabled: true,
  totp: false,
  attributes: { tenant: [`t${index % 7}`], locale: ["de"] },
  credentials: [keycloakPassword(person, index)] as Record<string, unknown>[],
  disableableCredentialTypes: [],
  requiredActions: [],
  federatedIdentities: [] as unknown[],
  realmRoles: ["default-roles-example"],
  notBefore: 0,
  groups: index % 50 === 0 ? ["/staff", "/staff/support"] : ["/staff"],
});

/** A realm, half of whose users have argon2id hashes, and half PBKDF2 with SHA-256. */
export function madeUpKeycloak(count: number): MadeUpExport {
  const all = people("keycloak", count);
  const realm = { id: "example", realm: "example", enabled: true, users: all.map(keycloakUser) };
  return { text: JSON.stringify(realm), people: all };
}

/** Of ten users seven have Auth0's own bcrypt hash, and three one that was once brought there. */
function auth0Password(person: MadeUpPerson, index: number) {
  const custom = (algorithm: string, value: string) => ({
    custom_password_hash: { algorithm, hash: { value, encoding: "utf8" } },
  });
  switch (index % 10) {
    case 7:
      return custom("argon2", hashOf("ARGON2ID", person.password));
    case 8:
      return custom("pbkdf2", hashOf("PBKDF2_SHA256", person.password));
    case 9: {
      const salt = saltOf(person);
      const key = scryptSync(person.password, salt, 64, { cost: 16, blockSize: 8, parallelization: 1 });
      return {
        custom_password_hash: {
          algorithm: "scrypt",
          hash: { value: key.toString("hex"), encoding: "hex" },
          salt: { value: salt.toString("base64"), encoding: "base64" },
          keylen: 64,
          cost: 16,
          blockSize: 8,
          parallelization: 1,
        },
      };
    }
    default:
      return { passwordHash: hashSync(person.password, genSaltSync(4)) };
  }
}

/** A line of Auth0's export of hashes. */
export const auth0User = (person: MadeUpPerson, index = 0) => ({
  _id: { $oid: createHash("md5").update(person.email).digest("hex").slice(0, 24) },
  email: person.email,
  email_verified: true,
  ...auth0Password(person, index),
  password_set_date: { $date: "2025-10-09T08:53:20.000Z" },
  tenant: "example",
  connection: "Username-Password-Authentication",
  _tmp_is_unique: true,
});

/** Newline-delimited JSON. */
export function madeUpAuth0(count: number): MadeUpExport {
  const all = people("auth0", count);
  return {
    text: all.map((person, index) => `${JSON.stringify(auth0User(person, index))}\n`).join(""),
    people: all,
  };
}

/** `auth:export --format=json`: every second user has a password, the others sign in with Google. */
export function madeUpFirebase(count: number): MadeUpExport {
  const all = people("firebase", count);
  const users = all.map((person, index) => ({
    localId: createHash("md5").update(person.email).digest("base64url"),
    email: person.email,
    emailVerified: true,
    displayName: `Person ${index + 1}`,
    createdAt: "1760000000000",
    disabled: false,
    ...(index % 2 === 0
      ? {
          passwordHash: Buffer.alloc(64, index).toString("base64"),
          salt: saltOf(person).toString("base64"),
          providerUserInfo: [],
        }
      : { providerUserInfo: [{ providerId: "google.com", rawId: String(index), email: person.email }] }),
  }));
  return { text: JSON.stringify({ users }), people: all };
}
