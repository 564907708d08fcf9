/** Imports a whole file: checks it first, then creates its users, several at a time, within the quotas. */
import {
  CreateGroupCommand,
  DescribeUserPoolCommand,
  paginateListGroups,
} from "@aws-sdk/client-cognito-identity-provider";
import { ScriptError } from "../deployment/script-error.ts";
import { forEachConcurrently } from "./for-each-concurrently.ts";
import { type ImportedUser, type ImportTarget, importUser } from "./import-user.ts";
import { checkUserRecords, readUserRecords } from "./read-user-records.ts";

export interface ImportSummary {
  readonly counts: Record<ImportedUser["outcome"], number>;
  readonly lostFactors: number;
  /** Records that Cognito refused, by line. */
  readonly failures: readonly { readonly line: number; readonly reason: string }[];
}

/** Stopped by an error that concerns every record; continue from `line`. */
export class ImportStopped extends Error {
  override readonly name = "ImportStopped";
  readonly line: number;

  constructor(line: number, cause: unknown) {
    super(`stopped before line ${line}`, { cause });
    this.line = line;
  }
}

interface Options {
  readonly file: string;
  readonly target: Omit<ImportTarget, "usernameAttributes">;
  /** The first line to import, from 1. */
  readonly fromLine: number;
  readonly createGroups: boolean;
  /** How many users are imported at once. */
  readonly concurrency: number;
  readonly onProgress?: (done: number) => void;
}

/**
 * @throws ScriptError if the file or its groups are invalid: nothing is imported then
 * @throws ImportStopped if it has to stop in the middle
 */
export async function importUsers(options: Options): Promise<ImportSummary> {
  const { file, fromLine, concurrency, onProgress } = options;
  const { groups } = await checkUserRecords(file);
  const target = { ...options.target, usernameAttributes: await loadUsernameAttributes(options.target) };
  await checkGroups(groups, options);

  const counts = { created: 0, existing: 0, federated: 0, unconfirmed: 0 };
  const failures: { line: number; reason: string }[] = [];
  const underWay = new Set<number>();
  let [lostFactors, done, lastTaken] = [0, 0, fromLine - 1];
  try {
    await forEachConcurrently(readUserRecords(file, fromLine), {
      limit: concurrency,
      run: async ({ line, record }) => {
        underWay.add(line);
        lastTaken = line;
        try {
          const imported = await importUser(record, target);
          counts[imported.outcome] += 1;
          lostFactors += imported.lostFactors;
        } catch (error) {
          if (!isRefusal(error)) throw error;
          failures.push({ line, reason: `${error.name}: ${error.message}` });
        }
        underWay.delete(line);
        done += 1;
        onProgress?.(done);
      },
    });
  } catch (error) {
    throw new ImportStopped(Math.min(lastTaken + 1, ...underWay), error);
  }
  return { counts, lostFactors, failures: failures.sort((one, other) => one.line - other.line) };
}

/** Errors that concern this one record; anything else, such as missing permissions or no network, concerns all of them. */
export const isRefusal = (error: unknown): error is Error =>
  error instanceof Error &&
  /^(InvalidParameterException|InvalidPasswordException|UserLambdaValidationException|AliasExistsException)$/.test(
    error.name,
  );

async function loadUsernameAttributes({ cognito, poolId }: Options["target"]): Promise<readonly string[]> {
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: poolId }));
  return UserPool?.UsernameAttributes ?? [];
}

export async function checkGroups(
  wanted: ReadonlySet<string>,
  { target: { cognito, poolId }, createGroups }: Pick<Options, "target" | "createGroups">,
): Promise<void> {
  const existing = new Set<string | undefined>();
  for await (const { Groups = [] } of paginateListGroups({ client: cognito }, { UserPoolId: poolId })) {
    for (const { GroupName } of Groups) existing.add(GroupName);
  }
  const missing = [...wanted].filter((group) => !existing.has(group));
  if (missing.length > 0 && !createGroups) {
    throw new ScriptError(
      `The pool lacks the groups ${missing.join(", ")}: create them, or give --create-groups.`,
    );
  }
  for (const GroupName of missing) {
    await cognito.send(new CreateGroupCommand({ UserPoolId: poolId, GroupName }));
  }
}
