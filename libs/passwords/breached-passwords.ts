import { createHash } from "node:crypto";
import { describeCause, Fault } from "../observability/describe-cause.ts";
import { logger } from "../observability/logger.ts";
import { countMetric } from "../observability/metrics.ts";
import { secretEndpoint } from "../secret-endpoint.ts";

/** How long the answer may take, in milliseconds: a user waits for it. */
const PATIENCE_MS = 1_000;

/** An answer has some 1,000 lines of 40 characters; one that is much longer is invalid. */
const MAX_ANSWER_LENGTH = 1_000_000;

const PREFIX_LENGTH = 5;

/** For `readEnvironment`: the service to look up breached passwords. Missing or empty turns the check off. */
export const breachedPasswordsUrl = (value: string | undefined): URL | undefined =>
  value === undefined || value === "" ? undefined : secretEndpoint(value);

/** The suffixes that were seen in a breach. Lines are `SUFFIX:COUNT`; a count of zero is padding. */
function suffixesIn(answer: string): Set<string> {
  const lines = answer.split("\n").map((line) => line.trim().split(":"));
  return new Set(lines.flatMap(([suffix = "", count]) => (Number(count) > 0 ? [suffix.toUpperCase()] : [])));
}

async function load(range: URL): Promise<string> {
  const response = await fetch(range, {
    headers: { "add-padding": "true", "user-agent": "serverless-auth" },
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Fault(`The look-up answered ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_ANSWER_LENGTH) throw new Fault("The answer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/**
 * Whether a password is in a public collection of breached ones. The service learns the first five of the forty digits of its
 * SHA-1, which thousands of passwords share, and padding hides how many of them it knows. If the service is down, users can
 * still choose a password: that is counted as `breached_password_check_failed`.
 *
 * @param url the prefix is appended, as in `https://api.pwnedpasswords.com/range`
 * @see https://haveibeenpwned.com/API/v3#PwnedPasswords
 */
export async function isBreached(url: URL, password: string): Promise<boolean> {
  const hash = createHash("sha1").update(password, "utf8").digest("hex").toUpperCase();
  const range = new URL(url);
  range.pathname = `${url.pathname.replace(/\/$/, "")}/${hash.slice(0, PREFIX_LENGTH)}`;
  try {
    return suffixesIn(await load(range)).has(hash.slice(PREFIX_LENGTH));
  } catch (error) {
    countMetric("breached_password_check_failed");
    // Without its text, which may hold the address and so the prefix.
    logger.warn("breached passwords not checked", { cause: describeCause(error, { withStack: false }) });
    return false;
  }
}
