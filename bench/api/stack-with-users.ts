import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSystemClock } from "../../local/clock.ts";
import { createVerifier } from "../../local/cognito/domain/srp.ts";
import { createGroupRepository } from "../../local/cognito/state/group-repository.ts";
import { createPoolRepository } from "../../local/cognito/state/pool-repository.ts";
import { createUserRepository } from "../../local/cognito/state/user-repository.ts";
import { openDatabase } from "../../local/state/open-database.ts";
import { transaction } from "../../local/state/transaction.ts";
import { ApiClient } from "../../tests/support/clients/api-client.ts";
import {
  type LocalStack,
  type LocalStackOptions,
  startLocalStack,
} from "../../tests/support/stacks/local-stack.ts";
import { poolIdOf } from "../../tests/support/worlds/staff.ts";

/** Writes users through the repositories while no stack runs; they are never used to sign in. */
function addUsers(stateDirectory: string, poolId: string, count: number): void {
  const database = openDatabase(join(stateDirectory, "cloud.sqlite"));
  const clock = createSystemClock();
  const pool = createPoolRepository(database, clock).require(poolId);
  const users = createUserRepository(database, clock);
  const groups = createGroupRepository(database, clock);
  const everybody = groups.require(pool, "users");
  const credentials = createVerifier({ poolId, userId: "unused" }, randomUUID());
  transaction(database, () => {
    for (let index = 0; index < count; index += 1) {
      const sub = randomUUID();
      const attributes = { email: `user-${index}@example.com`, email_verified: "true", given_name: "Ada" };
      const user = users.create(pool, { username: sub, sub, status: "CONFIRMED", attributes, credentials });
      groups.addMember(everybody, user);
    }
  });
  database.close();
}

/** `npm start` with this many users in its pool, all of them in the default group. */
export async function startStackWithUsers(
  count: number,
  options: Omit<LocalStackOptions, "stateDirectory"> = {},
): Promise<LocalStack> {
  const stateDirectory = mkdtempSync(join(tmpdir(), "bench-users-"));
  const empty = await startLocalStack({ ...options, stateDirectory });
  const poolId = await poolIdOf(new ApiClient(empty));
  await empty.interrupt();
  addUsers(stateDirectory, poolId, count);
  return startLocalStack({ ...options, stateDirectory });
}
