import { AwsV4Signer } from "aws4fetch";
import { type AwsService, endpointOf } from "./endpoint.ts";
import { type AwsAnswer, readAwsError } from "./read-aws-error.ts";
import { runtimeCredentials } from "./runtime-credentials.ts";
import { THROTTLING_ERRORS } from "./throttling-errors.ts";

export interface AwsRequest {
  readonly service: AwsService;
  /** Below the service's endpoint, percent-encoded. */
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** False for operations without an AWS signature, such as those that an access token authorizes. */
  readonly isSigned?: boolean;
  /**
   * Whether a request may be sent again if its answer is lost. Not for calls that must not happen twice, such as sending a message.
   * An answer that says "not done" (5xx, throttled) is always retried.
   */
  readonly isRepeatable: boolean;
}

/** Times in milliseconds. */
export interface Patience {
  readonly attempts: number;
  readonly timeout: number;
}

/** Two tries and the pause between them fit into a trigger's four seconds, including a cold start. */
export const TRIGGER_PATIENCE: Patience = { attempts: 2, timeout: 1300 };

/** The maximum for a route: its module has ten seconds. */
export const MODULE_PATIENCE: Patience = { attempts: 3, timeout: 2500 };

/** For limits that let a request pass if the table does not answer: a slow table must not make requests slow. */
export const LIMIT_PATIENCE: Patience = { attempts: 1, timeout: 1000 };

const BASE_PAUSE_MS = 60;

async function sign(request: AwsRequest): Promise<{ url: string; init: RequestInit }> {
  const url = new URL(request.path ?? "", endpointOf(request.service)).href;
  const { headers, body } = request;
  const method = "POST";
  if (request.isSigned === false) return { url, init: { method, headers: { ...headers }, body } };
  const signed = await new AwsV4Signer({
    method,
    url,
    headers: { ...headers },
    body,
    service: request.service,
    ...runtimeCredentials(),
  }).sign();
  return { url, init: { method: signed.method, headers: signed.headers, body } };
}

/** Full jitter: https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/ */
function pause(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * BASE_PAUSE_MS * 2 ** attempt));
}

function isNotDone(answer: AwsAnswer): boolean {
  if (answer.status >= 500 || answer.status === 429) return true;
  return answer.status >= 400 && THROTTLING_ERRORS.has(readAwsError(answer).name);
}

/**
 * Sends one request to AWS, signed with the runtime's credentials (Signature Version 4), and reads the whole answer. Region,
 * credentials and endpoints come from the environment, by the SDK's own variables.
 *
 * @returns whatever AWS answered, including errors
 * @throws Error `TimeoutError` or `TypeError` (no connection) after the last attempt
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export async function sendToAws(request: AwsRequest, { attempts, timeout }: Patience): Promise<AwsAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt >= attempts;
    try {
      const { url, init } = await sign(request);
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeout), redirect: "error" });
      const answer = { status: response.status, headers: response.headers, body: await response.text() };
      if (isLast || !isNotDone(answer)) return answer;
    } catch (error) {
      if (isLast || !request.isRepeatable) throw error;
    }
    await pause(attempt);
  }
}
