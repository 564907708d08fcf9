import type {
  DescribeUserPoolClientCommandInput,
  DescribeUserPoolClientCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import { callJsonService } from "../aws/call-json-service.ts";
import { TRIGGER_PATIENCE } from "../aws/signed-request.ts";

/** More than a pool's own clients; where strangers register more, all are asked for again. */
const MAX_KNOWN = 1000;

/** Whether each client registered itself. The type of a client never changes, so the answer is kept. */
const known = new Map<string, boolean>();

interface Client {
  readonly userPoolId: string;
  readonly clientId: string;
}

/** @throws AwsError or a network error */
async function isOfTypeDcr({ userPoolId, clientId }: Client): Promise<boolean> {
  const input: DescribeUserPoolClientCommandInput = { UserPoolId: userPoolId, ClientId: clientId };
  const { UserPoolClient } = await callJsonService<DescribeUserPoolClientCommandOutput>({
    service: "cognito-idp",
    operation: "DescribeUserPoolClient",
    input,
    patience: TRIGGER_PATIENCE,
  });
  return UserPoolClient?.ClientType !== "REGULAR";
}

/**
 * Whether an app client registered itself (dynamic client registration), so that we do not know who runs it. Costs a call for each
 * client that this environment has not seen.
 *
 * @param report is called if the look-up fails; the client then counts as one that registered itself, and the next token tries again
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html
 */
export async function isRegisteredClient(client: Client, report: (error: unknown) => void): Promise<boolean> {
  const seen = known.get(client.clientId);
  if (seen !== undefined) return seen;
  try {
    const isRegistered = await isOfTypeDcr(client);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(client.clientId, isRegistered);
    return isRegistered;
  } catch (error) {
    report(error);
    return true;
  }
}
