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

export function isSignedUpload(context: Context, jobId: string, query: URLSearchParams): boolean {
  const expires = query.get("expires") ?? "";
  const given = Buffer.from(query.get("signature") ?? "", "utf8");
  const expected = Buffer.from(signatureOf(context, jobId, expires), "utf8");
  const isGenuine = given.length === expected.length && timingSafeEqual(given, expected);
  return isGenuine && context.clock.now() < Number(expires);
}
