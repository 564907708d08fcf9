import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeEach, expect, test } from "@jest/globals";
import { createVerifier } from "../../../../local/cognito/domain/srp.ts";
import { takeImportedPassword } from "../../../../local/cognito/imports/imported-password.ts";
import {
  createImportedHashRepository,
  type ImportedHashRepository,
} from "../../../../local/cognito/state/imported-hash-repository.ts";
import { createPoolRepository, type Pool } from "../../../../local/cognito/state/pool-repository.ts";
import {
  createUserRepository,
  type UserRepository,
} from "../../../../local/cognito/state/user-repository.ts";
import { transaction } from "../../../../local/state/transaction.ts";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { PASSWORD } from "../../../support/worlds/cognito-app.ts";
import { createPool } from "../../../support/worlds/cognito-pool.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";
import { hashOf } from "../../../support/worlds/password-hashes.ts";

const Username = "ada@example.com";
const text = hashOf("BCRYPT", PASSWORD);

let pool: Pool;
let users: UserRepository;
let importedHashes: ImportedHashRepository;
let check: () => Promise<boolean | null>;
const ada = () => users.require(pool, Username);
const verifierOf = (password: string) =>
  createVerifier({ poolId: pool.id, userId: ada().username }, password);

beforeEach(async () => {
  const { admin, database, clock } = closeAtEnd(await startCognitoServer());
  const UserPoolId = await createPool({ admin });
  const user = { UserPoolId, Username };
  await admin.send(new AdminCreateUserCommand({ ...user, MessageAction: "SUPPRESS" }));
  await admin.send(
    new AdminSetUserPasswordCommand({ ...user, Password: "Another-Horse-1", Permanent: true }),
  );
  pool = createPoolRepository(database, clock).require(UserPoolId);
  users = createUserRepository(database, clock);
  importedHashes = createImportedHashRepository(database);
  importedHashes.keep(ada(), { algorithm: "BCRYPT", text });
  const atomically = <Result>(work: () => Result) => transaction(database, work);
  check = () =>
    takeImportedPassword({ users, importedHashes, atomically }, { pool, user: ada(), password: PASSWORD });
});

test("a right password replaces its hash once, and the salt stays", async () => {
  const before = users.credentials(ada());
  expect(await Promise.all([check(), check()])).toEqual([true, null]);
  const after = users.credentials(ada());
  expect(after?.salt).toEqual(before?.salt);
  expect(after?.verifier).not.toEqual(before?.verifier);
  expect(users.recentCredentials(ada(), 1)).toEqual([{ salt: after?.salt, verifier: after?.verifier }]);
  expect(importedHashes.find(ada())).toBeNull();
});

test("another password that is set during the check wins: the old one is not the user's any more", async () => {
  const checking = check();
  users.update(pool, ada(), { credentials: verifierOf("Third-Horse-1") });
  const set = users.credentials(ada());
  expect(await checking).toBeNull();
  expect(users.credentials(ada())).toEqual(set);
});

test("a user who is deleted during the check does not come back", async () => {
  const checking = check();
  users.delete(ada());
  expect(await checking).toBeNull();
  expect(importedHashes.newest(pool)).toBeNull();
});

test("a user whose password is removed during the check has none", async () => {
  const checking = check();
  users.removePassword(ada());
  expect(await checking).toBeNull();
  expect(users.credentials(ada())).toBeNull();
});
