import { withoutUndefined } from "../without-undefined.ts";
import { AwsError } from "./aws-error.ts";
import type { AwsAnswer } from "./read-aws-error.ts";
import { type Patience, sendToAws } from "./signed-request.ts";

const PROTOCOLS = {
  "cognito-idp": { target: "AWSCognitoIdentityProviderService", contentType: "application/x-amz-json-1.1" },
  dynamodb: { target: "DynamoDB_20120810", contentType: "application/x-amz-json-1.0" },
  secretsmanager: { target: "secretsmanager", contentType: "application/x-amz-json-1.1" },
} as const;

interface JsonCall {
  readonly service: keyof typeof PROTOCOLS;
  readonly operation: string;
  /** The operation's input, as the SDK types it. */
  readonly input: object;
  readonly patience: Patience;
  readonly isSigned?: boolean;
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return value !== null && typeof value === "object" ? { ...value } : {};
  } catch {
    return {};
  }
}

/** `__type` may have the service's namespace in front: `com.amazonaws.dynamodb.v20120810#ResourceNotFoundException`. */
function errorFrom({ status, headers, body }: AwsAnswer): AwsError {
  const { __type, message, Message } = parse(body);
  const type = String(__type ?? headers.get("x-amzn-errortype") ?? "UnknownError");
  const name = type.slice(type.indexOf("#") + 1).split(":")[0] ?? type;
  return new AwsError(name, String(message ?? Message ?? ""), status);
}

/**
 * Calls an operation of a service that speaks AWS JSON. A call may be sent again if its answer is lost, so use it only for
 * calls that can be repeated.
 *
 * @typeParam Output the operation's output, as the SDK types it; times come as seconds, not as Date
 * @throws AwsError what the service answered; whatever {@link sendToAws} throws
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export async function callJsonService<Output>(call: JsonCall): Promise<Output> {
  const { target, contentType } = PROTOCOLS[call.service];
  const answer = await sendToAws(
    {
      service: call.service,
      headers: { "content-type": contentType, "x-amz-target": `${target}.${call.operation}` },
      body: JSON.stringify(call.input),
      isRepeatable: true,
      ...withoutUndefined({ isSigned: call.isSigned }),
    },
    call.patience,
  );
  if (answer.status !== 200) throw errorFrom(answer);
  return parse(answer.body) as Output;
}
