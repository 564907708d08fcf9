import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { readAuth0 } from "../../../../../scripts/users/moving/auth0.ts";
import { readFirebase } from "../../../../../scripts/users/moving/firebase.ts";
import { readKeycloak } from "../../../../../scripts/users/moving/keycloak.ts";
import type { MovingUser, ReadUsers } from "../../../../../scripts/users/moving/moving-user.ts";
import { auth0User, keycloakUser } from "../../../../support/worlds/made-up-exports.ts";
import { hashOf } from "../../../../support/worlds/password-hashes.ts";

const folder = mkdtempSync(join(tmpdir(), "formats-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
async function read(
  readUsers: ReadUsers,
  text: string,
  { attributes = {}, groupsFrom = null as string | null } = {},
): Promise<readonly MovingUser[]> {
  files += 1;
  const file = join(folder, `export-${files}`);
  writeFileSync(file, text);
  const users: MovingUser[] = [];
  const options = { files: [file], attributes: new Map(Object.entries(attributes)), groupsFrom };
  for await (const user of readUsers(options as Parameters<ReadUsers>[0])) users.push(user);
  return users;
}

const ADA = { email: "ada@example.com", password: "old password" };
const reasonOf = (user: MovingUser | undefined) =>
  user?.password.kind === "stays" ? user.password.reason : user?.password.kind;

describe("Keycloak", () => {
  const credential = (
    credentialData: object,
    secretData: object = { value: "a".repeat(44), salt: "b".repeat(24) },
  ) => ({
    type: "password",
    secretData: JSON.stringify(secretData),
    credentialData: JSON.stringify(credentialData),
  });
  const readOne = async (more: object) =>
    (await read(readKeycloak, JSON.stringify({ users: [{ ...keycloakUser(ADA), ...more }] })))[0];
  const argon = { memory: ["7168"], type: ["id"], version: ["1.3"], parallelism: ["1"], hashLength: ["32"] };

  test("writes the notation of Argon2 and PBKDF2 from its parameters", async () => {
    const ofArgon = await readOne({
      credentials: [credential({ hashIterations: 5, algorithm: "argon2", additionalParameters: argon })],
    });
    expect(ofArgon?.password).toMatchObject({
      algorithm: "ARGON2ID",
      text: expect.stringMatching(/^\$argon2id\$v=19\$m=7168,t=5,p=1\$b{24}\$a{44}$/),
    });
    const ofPbkdf2 = await readOne({
      credentials: [
        credential({ hashIterations: 27_500, algorithm: "pbkdf2-sha256", additionalParameters: {} }),
      ],
    });
    expect(ofPbkdf2?.password).toMatchObject({
      algorithm: "PBKDF2_SHA256",
      text: expect.stringMatching(/^\$pbkdf2-sha256\$i=27500\$/),
    });
  });

  test.each<[string, object, RegExp]>([
    [
      "pbkdf2-sha512",
      { hashIterations: 210_000, algorithm: "pbkdf2-sha512" },
      /with SHA-256, not pbkdf2-sha512/,
    ],
    ["pbkdf2 with SHA-1", { hashIterations: 20_000, algorithm: "pbkdf2" }, /with SHA-256, not pbkdf2\./],
    [
      "argon2i",
      { hashIterations: 5, algorithm: "argon2", additionalParameters: { ...argon, type: ["i"] } },
      /argon2id, not/,
    ],
    [
      "Argon2 1.0",
      { hashIterations: 5, algorithm: "argon2", additionalParameters: { ...argon, version: ["1.0"] } },
      /version 1\.3/,
    ],
    ["a plug-in's algorithm", { hashIterations: 1, algorithm: "bcrypt" }, /no hashes of this algorithm/],
    ["an absurd cost", { hashIterations: 99_999_999, algorithm: "pbkdf2-sha256" }, /too costly/],
    ["another format", { rounds: 5 }, /not in Keycloak's format/],
  ])("says why a password stays: %s", async (_, data, reason) => {
    expect(reasonOf(await readOne({ credentials: [credential(data)] }))).toMatch(reason);
  });

  test("counts second factors, knows federated users, and leaves out service accounts", async () => {
    const factors = [...keycloakUser(ADA).credentials, { type: "otp" }, { type: "webauthn" }];
    expect((await readOne({ credentials: factors }))?.factors).toBe(2);
    const federated = await readOne({
      credentials: [],
      federatedIdentities: [{ identityProvider: "google" }],
    });
    expect(federated?.isFederated).toBe(true);
    expect((await readOne({ credentials: [] }))?.password).toEqual({ kind: "none" });
    expect(await readOne({ serviceAccountClientId: "api" })).toBeUndefined();
  });

  test("reads groups as names, or roles if told to", async () => {
    const text = JSON.stringify({ users: [keycloakUser(ADA)] });
    const [user] = await read(readKeycloak, text);
    expect(user?.groups).toEqual(["staff", "staff/support"]);
    const [other] = await read(readKeycloak, text, { groupsFrom: "realmRoles" });
    expect(other?.groups).toEqual(["default-roles-example"]);
  });
});

describe("Auth0", () => {
  const readOne = async (more: object, options = {}) =>
    (await read(readAuth0, JSON.stringify([{ ...auth0User(ADA), ...more }]), options))[0];
  const custom = (algorithm: string, value: string, more: object = {}) => ({
    custom_password_hash: { algorithm, hash: { value, encoding: "utf8" }, ...more },
  });

  test("reads its own hashes, in lines and in arrays, and of files for its bulk import", async () => {
    const line = JSON.stringify(auth0User(ADA));
    const [inLines] = await read(readAuth0, `${line}\n\n`);
    const [inArray] = await read(readAuth0, ` [${line}]`);
    expect(inLines).toEqual(inArray);
    expect(inLines?.password).toMatchObject({ kind: "hash", algorithm: "BCRYPT" });
    const text = hashOf("BCRYPT", "x");
    expect((await readOne({ passwordHash: undefined, password_hash: text }))?.password).toMatchObject({
      text,
    });
  });

  test("gives PBKDF2 the defaults that it leaves out", async () => {
    const [salt, key] = ["c29tZXNhbHRzb21lc2FsdA", "a".repeat(86)];
    expect((await readOne(custom("pbkdf2", `$pbkdf2-sha256$${salt}$${key}`)))?.password).toMatchObject({
      text: `$pbkdf2-sha256$i=100000,l=64$${salt}$${key}`,
    });
  });

  test.each<[string, object, RegExp]>([
    ["md5", custom("md5", "0".repeat(32)), /no hashes of this algorithm/],
    ["hmac", custom("hmac", "0".repeat(32)), /no hashes of this algorithm/],
    [
      "PBKDF2 with SHA-512",
      custom("pbkdf2", "$pbkdf2-sha512$i=1,l=64$c2FsdA$aGFzaA"),
      /not a PBKDF2 hash with SHA-256/,
    ],
    ["argon2i", custom("argon2", "$argon2i$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA"), /not an argon2id hash/],
    ["scrypt without salt", custom("scrypt", "00".repeat(64)), /has no salt/],
    [
      "passwords in UTF-16",
      custom("bcrypt", hashOf("BCRYPT", "x"), { password: { encoding: "utf16le" } }),
      /utf16le/,
    ],
    ["a broken bcrypt hash", { passwordHash: "$2b$10$short" }, /not a bcrypt hash/],
  ])("says why a password stays: %s", async (_, more, reason) => {
    expect(reasonOf(await readOne(more))).toMatch(reason);
  });

  test("takes attributes and groups from the paths that are named", async () => {
    const user = await readOne(
      { app_metadata: { tenant: 7, roles: ["agent", ""] }, user_metadata: { tags: ["a", "b"] } },
      {
        attributes: {
          "app_metadata.tenant": "custom:tenant",
          "user_metadata.tags": "custom:tag",
          "user_metadata.none": "custom:none",
          "__proto__.x": "custom:x",
        },
        groupsFrom: "app_metadata.roles",
      },
    );
    expect(user?.attributes).toEqual({
      email: ADA.email,
      email_verified: "true",
      "custom:tenant": "7",
      "custom:tag": "a",
    });
    expect(user?.groups).toEqual(["agent"]);
  });
});

describe("Firebase", () => {
  const user = { localId: "1", email: ADA.email, emailVerified: true };
  const readOne = async (more: object, options = {}) =>
    (await read(readFirebase, JSON.stringify({ users: [{ ...user, ...more }] }), options))[0];

  test("its own hashes stay, and users of providers are known", async () => {
    expect(reasonOf(await readOne({ passwordHash: "x", salt: "y" }))).toMatch(/modified scrypt/);
    expect((await readOne({ providerUserInfo: [{ providerId: "google.com" }] }))?.isFederated).toBe(true);
    expect(
      (await readOne({ passwordHash: "x", providerUserInfo: [{ providerId: "google.com" }] }))?.isFederated,
    ).toBe(false);
  });

  test("a phone number is verified, and custom claims name groups", async () => {
    const read = await readOne(
      { phoneNumber: "+12025550100", customAttributes: '{"roles":["agent"]}', mfaInfo: [{}] },
      { groupsFrom: "customAttributes.roles" },
    );
    expect(read).toMatchObject({ groups: ["agent"], factors: 1, isFederated: false });
    expect(read?.attributes).toMatchObject({ phone_number: "+12025550100", phone_number_verified: "true" });
  });
});

test.each<[string, ReadUsers, string, RegExp]>([
  ["JSON that is cut short", readKeycloak, '{"users": [{"secret', /export-\d+: not JSON$/],
  ["a line that is not JSON", readAuth0, '{"email":"a@b.c"}\nsecret', /line 2: not JSON$/],
  ["a user without a name", readKeycloak, '{"users":[{"email":"secret"}]}', /user 1: username: /],
  ["a user of the wrong shape", readAuth0, '[{"email":"a"},{"blocked":"secret"}]', /user 2: blocked: /],
  ["no list of users", readFirebase, '{"secret":1}', /export-\d+: users: /],
])("a file is refused with its place and without its content: %s", async (_, readUsers, text, message) => {
  const failure = await read(readUsers, text).catch((error: Error) => error.message);
  expect(failure).toMatch(message);
  expect(failure).not.toContain("secret");
});
