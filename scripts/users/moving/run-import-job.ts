/** One import job of Cognito's, from its creation, or from where it was left, to its end. */
import {
  type CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  StartUserImportJobCommand,
  type UserImportJobType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { HashAlgorithm } from "../../../local/cognito/domain/password-hash.ts";
import { ScriptError } from "../../deployment/script-error.ts";

export interface JobTarget {
  readonly cognito: CognitoIdentityProviderClient;
  readonly poolId: string;
  /** The role with which Cognito writes to CloudWatch Logs. */
  readonly logsRole: string;
  /** Waits before it looks at the job again. */
  readonly pause: () => Promise<unknown>;
}

interface JobRequest {
  readonly name: string;
  readonly algorithm: HashAlgorithm;
  readonly csv: () => string;
  /** A job of an interrupted run. */
  readonly formerId: string | null;
  /** Called with a new job's id, before its file is uploaded. */
  readonly onCreated: (jobId: string) => void;
}

const OVER = new Set(["Succeeded", "Failed", "Stopped", "Expired"]);

async function describe({ cognito, poolId }: JobTarget, JobId: string): Promise<UserImportJobType> {
  const output = await cognito.send(new DescribeUserImportJobCommand({ UserPoolId: poolId, JobId }));
  return output.UserImportJob ?? {};
}

async function create({ cognito, poolId, logsRole }: JobTarget, { name, algorithm, onCreated }: JobRequest) {
  const { UserImportJob: job = {} } = await cognito.send(
    new CreateUserImportJobCommand({
      UserPoolId: poolId,
      JobName: name,
      CloudWatchLogsRoleArn: logsRole,
      PasswordHashingAlgorithm: algorithm,
    }),
  );
  onCreated(String(job.JobId));
  return job;
}

async function uploadAndStart(
  { cognito, poolId }: JobTarget,
  job: UserImportJobType,
  csv: string,
): Promise<void> {
  const { ok, status } = await fetch(String(job.PreSignedUrl), {
    method: "PUT",
    body: csv,
    // The URL is signed for it.
    headers: { "x-amz-server-side-encryption": "aws:kms" },
  });
  if (!ok) throw new ScriptError(`The file of ${job.JobId} was not accepted: HTTP ${status}.`);
  await cognito.send(new StartUserImportJobCommand({ UserPoolId: poolId, JobId: job.JobId }));
}

/** @returns the job once it is over, whatever its result */
export async function runImportJob(target: JobTarget, request: JobRequest): Promise<UserImportJobType> {
  const former = request.formerId === null ? null : await describe(target, request.formerId);
  const isUsable = former !== null && former.Status !== "Expired";
  let job = isUsable ? former : await create(target, request);
  if (job.Status === "Created") await uploadAndStart(target, job, request.csv());
  while (!OVER.has(String(job.Status))) {
    await target.pause();
    job = await describe(target, String(job.JobId));
  }
  return job;
}
