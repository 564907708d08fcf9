import { callJsonService } from "../aws/call-json-service.ts";
import { TRIGGER_PATIENCE } from "../aws/signed-request.ts";
import { Fault } from "../observability/describe-cause.ts";

/** Long enough to save calls, short enough to notice a rotated secret. In milliseconds. */
const KEPT_MS = 5 * 60 * 1000;

/**
 * A secret of Secrets Manager, by its ARN, read when it is first needed and cached for five minutes. The secret is the whole
 * string. It is not in the environment, which everyone who may look at a function can read.
 *
 * @throws AwsError or a network error from the call, every time until it succeeds
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export function secretReader(SecretId: string): (now: number) => Promise<string> {
  let kept: { readonly value: string; readonly until: number } | undefined;
  return async (now) => {
    if (kept === undefined || kept.until <= now) {
      const { SecretString } = await callJsonService<{ readonly SecretString?: string }>({
        service: "secretsmanager",
        operation: "GetSecretValue",
        input: { SecretId },
        patience: TRIGGER_PATIENCE,
      });
      if (!SecretString) throw new Fault("The secret is not a text");
      kept = { value: SecretString, until: now + KEPT_MS };
    }
    return kept.value;
  };
}
