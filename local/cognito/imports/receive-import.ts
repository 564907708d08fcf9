import type { OperationContext } from "../operation-context.ts";
import { isSignedUpload } from "./upload-signature.ts";

/** Keeps a job's file, in place of one that was uploaded before; once the job has started nothing changes any more. */
export function receiveImport(
  context: Pick<OperationContext, "clock" | "importJobs" | "secrets">,
  jobId: string,
  query: URLSearchParams,
  csv: Buffer,
): boolean {
  const job = isSignedUpload(context, jobId, query) ? context.importJobs.findById(jobId) : null;
  if (job?.status !== "Created") return false;
  context.importJobs.putFile(job, csv);
  return true;
}
