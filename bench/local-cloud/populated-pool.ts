import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSystemClock } from "../../local/clock.ts";
import { type CognitoService, createCognitoService } from "../../local/cognito/cognito-service.ts";
import { createVerifier } from "../../local/cognito/domain/srp.ts";
import { createPoolRepository, type Pool } from "../../local/cognito/state/pool-repository.ts";
import { createUserRepository, type UserRepository } from "../../local/cognito/state/user-repository.ts";
import { openDatabase } from "../../local/state/open-database.ts";
import { transaction } from "../../local/state/transaction.ts";

const REGION = "us-east-1";
export const PASSWORD = "Correct-Horse-9";

/** Its own service with one pool of confirmed users, in a file like the local cloud's. */
export interface PopulatedPool {
  readonly service: CognitoService;
  readonly poolId: string;
  readonly clientId: string;
  readonly size: number;
  /** The user name of the user with this number. */
  nameOf(index: number): string;
  /** Sets {@link PASSWORD} as an earlier process would have: this process has not cached it. */
  setPasswordEarlier(name: string): void;
  /** Removes the file. */
  close(): void;
}

/**
 * Users are written through the repository, in one transaction. They share a verifier that is valid for none of them, because
 * creating one for each of 100,000 users would take half a minute; a user who has to sign in needs a password.
 */
export async function createPopulatedPool(size: number): Promise<PopulatedPool> {
  const folder = mkdtempSync(join(tmpdir(), "bench-local-cloud-"));
  const database = openDatabase(join(folder, "cloud.sqlite"));
  const clock = createSystemClock();
  const service = createCognitoService({
    database,
    clock,
    outbox: { send: () => {} },
    encryptCode: async () => "",
    lambdas: { invoke: async () => ({ kind: "unreachable", reason: "there are no triggers here" }) },
    region: REGION,
    accountId: "000000000000",
    endpoint: () => "http://localhost:4566",
  });
  const { poolId, clientId } = await createPoolAndClient(service);
  const users = createUserRepository(database, clock);
  const pool = createPoolRepository(database, clock).require(poolId);
  transaction(database, () => addUsers(users, pool, size));
  return {
    service,
    poolId,
    clientId,
    size,
    nameOf,
    setPasswordEarlier: (name) => {
      const user = users.require(pool, name);
      const credentials = createVerifier({ poolId, userId: user.username }, PASSWORD);
      users.update(pool, user, { credentials });
    },
    close: () => {
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function createPoolAndClient(service: CognitoService): Promise<{ poolId: string; clientId: string }> {
  const { UserPool } = await service.call("CreateUserPool", {
    PoolName: "bench",
    UsernameAttributes: ["email"],
  });
  const poolId = UserPool?.Id ?? "";
  const { UserPoolClient } = await service.call("CreateUserPoolClient", {
    UserPoolId: poolId,
    ClientName: "bench",
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    RefreshTokenRotation: { Feature: "ENABLED" },
  });
  return { poolId, clientId: UserPoolClient?.ClientId ?? "" };
}

const nameOf = (index: number) => `user-${index}@example.com`;

function addUsers(users: UserRepository, pool: Pool, size: number): void {
  const credentials = createVerifier({ poolId: pool.id, userId: "unused" }, PASSWORD);
  for (let index = 0; index < size; index += 1) {
    const sub = randomUUID();
    const attributes = { email: nameOf(index), email_verified: "true", given_name: "Ada" };
    users.create(pool, { username: sub, sub, status: "CONFIRMED", attributes, credentials });
  }
}
