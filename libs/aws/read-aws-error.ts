import { AwsError } from "./aws-error.ts";

export interface AwsAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** The code inside an XML `<Error>`, of services that speak the Query protocol. */
const XML_CODE = /<Code>([\w.-]{1,100})<\/Code>/;

function codeIn({ headers, body }: AwsAnswer): string {
  const header = headers.get("x-amzn-errortype");
  if (header !== null) return header;
  try {
    const { __type, code }: { __type?: unknown; code?: unknown } = JSON.parse(body);
    return String(__type ?? code ?? "");
  } catch {
    return XML_CODE.exec(body)?.[1] ?? "";
  }
}

/**
 * The error in an answer of a service that sends messages. Only its name: the services' texts repeat the address, the number or
 * the message, and an error may end up in a log.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#operation-error-serialization
 */
export function readAwsError(answer: AwsAnswer): AwsError {
  const code = codeIn(answer);
  const name = code.slice(code.indexOf("#") + 1).split(":")[0];
  return new AwsError(name || "UnknownError", "", answer.status);
}
