/** Carries out a plan: import jobs for users with a hash, one user after the other for those without a password. */
import { AdminGetUserCommand, type UserImportJobType } from "@aws-sdk/client-cognito-identity-provider";
import type { HashAlgorithm } from "../../../local/cognito/domain/password-hash.ts";
import { forEachConcurrently } from "../for-each-concurrently.ts";
import { confirm, createUser, disable, type ImportTarget, joinGroups } from "../import-user.ts";
import { isRefusal } from "../import-users.ts";
import { writeImportCsv } from "./import-csv.ts";
import type { MoveProgress } from "./move-progress.ts";
import type { MovePlan, PlannedUser, UserWithHash, UserWithoutPassword } from "./plan-move.ts";
import type { PoolProfile } from "./pool-profile.ts";
import { type JobTarget, runImportJob } from "./run-import-job.ts";

export type MoveTarget = Omit<ImportTarget, "usernameAttributes"> &
  JobTarget & { readonly pool: PoolProfile };

export interface MoveResult {
  readonly number: number;
  readonly outcome: "with password" | "without password" | "existing" | "refused";
  readonly reason?: string;
}

interface Options {
  readonly plan: MovePlan;
  readonly target: MoveTarget;
  readonly progress: MoveProgress;
  readonly concurrency: number;
  readonly onResult: (result: MoveResult) => void;
  /** Users of one import job, far below Cognito's 500,000: a job is all or nothing for its groups. */
  readonly batchSize?: number;
}

/** When the pool's user of this name was made; `null` without one. */
async function creationOf({ username }: PlannedUser, target: MoveTarget): Promise<Date | null> {
  const { cognito, poolId, quotas } = target;
  await quotas.take("UserRead");
  try {
    const user = await cognito.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: username }));
    return user.UserCreateDate ?? null;
  } catch (error) {
    if ((error as Error).name === "UserNotFoundException") return null;
    throw error;
  }
}

interface Batch {
  readonly name: string;
  readonly algorithm: HashAlgorithm;
  readonly users: readonly UserWithHash[];
}

function* batchesOf({ withHash }: MovePlan, size: number): Generator<Batch> {
  for (const [algorithm, users] of withHash) {
    for (let begin = 0; begin < users.length; begin += size) {
      const name = `${algorithm} ${begin / size + 1}`;
      yield { name, algorithm, users: users.slice(begin, begin + size) };
    }
  }
}

/**
 * Joins the groups of a user whom the job has made. A user who was there before keeps groups and password: the same address is not the
 * same account.
 */
async function settle(
  user: UserWithHash,
  { job, isWhole }: { readonly job: UserImportJobType; readonly isWhole: boolean },
  target: MoveTarget,
): Promise<MoveResult> {
  const { number, username } = user;
  const createdAt = isWhole ? job.CreationDate : await creationOf(user, target);
  if (!createdAt) {
    return { number, outcome: "refused", reason: `is not imported: see the log stream of ${job.JobId}` };
  }
  if (job.CreationDate !== undefined && createdAt < job.CreationDate) return { number, outcome: "existing" };
  await joinGroups(user, { username, target });
  return { number, outcome: "with password" };
}

async function runBatch({ name, algorithm, users }: Batch, options: Options): Promise<void> {
  const { target, progress, concurrency, onResult } = options;
  const former = progress.state.jobs[name];
  if (former?.isDone) return;
  const note = (id: string, isDone: boolean) =>
    progress.update({ jobs: { ...progress.state.jobs, [name]: { id, isDone } } });
  const job = await runImportJob(target, {
    name: `import-users ${name}`,
    algorithm,
    csv: () => writeImportCsv(target.pool, users),
    formerId: former?.id ?? null,
    onCreated: (id) => note(id, false),
  });
  const isWhole = job.ImportedUsers === users.length;
  await forEachConcurrently(users, {
    limit: concurrency,
    run: async (user) => onResult(await settle(user, { job, isWhole }, target)),
  });
  note(String(job.JobId), true);
}

/** Makes one user with an unknown password, so that "forgot password" works; a disabled one is disabled at once. */
async function makeWithoutPassword(user: UserWithoutPassword, target: MoveTarget): Promise<MoveResult> {
  const { number, username, reason, enabled } = user;
  try {
    const { status } = await createUser(user, { username, target });
    if (status === "FORCE_CHANGE_PASSWORD") await confirm(username, target);
    if (!enabled) await disable(username, target);
    await joinGroups(user, { username, target });
    return { number, outcome: "without password", reason };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { number, outcome: "refused", reason: `${error.name}: ${error.message}` };
  }
}

const GROUP = 100;

/** Users who were there before stay as they are. Who was is noted before any of a group is made, for a run that is interrupted. */
async function moveOthers({ plan, target, progress, concurrency, onResult }: Options): Promise<void> {
  const users = plan.withoutPassword;
  for (let begin = progress.state.others?.begin ?? 0; begin < users.length; begin += GROUP) {
    const group = users.slice(begin, begin + GROUP);
    if (progress.state.others?.begin !== begin) {
      const ours: number[] = [];
      await forEachConcurrently(group, {
        limit: concurrency,
        run: async (user) => {
          if ((await creationOf(user, target)) === null) ours.push(user.number);
        },
      });
      progress.update({ others: { begin, ours } });
    }
    const ours = new Set(progress.state.others?.ours);
    await forEachConcurrently(group, {
      limit: concurrency,
      run: async (user) =>
        onResult(
          ours.has(user.number)
            ? await makeWithoutPassword(user, target)
            : { number: user.number, outcome: "existing" },
        ),
    });
  }
}

/** @throws the error that stopped it: it can go on from its progress */
export async function moveUsers(options: Options): Promise<void> {
  const { plan, progress, batchSize = 25_000 } = options;
  for (const batch of batchesOf(plan, batchSize)) await runBatch(batch, options);
  await moveOthers(options);
  progress.finish();
}
