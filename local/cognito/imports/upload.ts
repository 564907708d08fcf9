/** The upload of an import's CSV file to a signed URL. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { OperationContext } from "../operation-context.ts";

/** "The pre-signed URL is valid for 15 minutes." */
const LIFETIME_MS = 15 * 60 * 1000;

type Context = Pick<OperationContext, "clock" | "secrets">;

const signatureOf = ({ secrets }: Pick<Context, "secrets">, jobId: string, expires: string) =>
  createHmac("sha256", secrets.of("imports")).update(`${jobId}|${expires}`).digest("hex");

/** Where a job's file is to be PUT. */
export function uploadUrl(context: Context & Pick<OperationContext, "endpoint">, jobId: string): string {
  const expires = String(context.clock.now() + LIFETIME_MS);
  const query = new URLSearchParams({ expires, signature: signatureOf(context, jobId, expires) });
  return `${context.endpoint()}/_import/${jobId}?${query}`;
}

function isSignedUpload(context: Context, jobId: string, query: URLSearchParams): boolean {
  const expires = query.get("expires") ?? "";
  const given = Buffer.from(query.get("signature") ?? "", "utf8");
  const expected = Buffer.from(signatureOf(context, jobId, expires), "utf8");
  const isGenuine = given.length === expected.length && timingSafeEqual(given, expected);
  return isGenuine && context.clock.now() < Number(expires);
}

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
