import type { ListWebAuthnCredentialsCommandOutput } from "@aws-sdk/client-cognito-identity-provider";
import { factorNames } from "../../libs/account/factor-names.ts";
import { callJsonService } from "../../libs/aws/call-json-service.ts";
import type { Patience } from "../../libs/aws/signed-request.ts";
import { describeCause } from "../../libs/observability/describe-cause.ts";
import { logger } from "../../libs/observability/logger.ts";
import { table } from "./own-activity.ts";

/** One try: nobody should wait long for a line of a mail. */
const PATIENCE: Patience = { attempts: 1, timeout: 1500 };

/** A user has no more passkeys. */
const MOST = 20;

/**
 * What one of the own passkeys is called, for a mail about it.
 *
 * @returns undefined where it has no name, and where Cognito can't say: the mail does without
 */
export async function loadPasskeyName(
  sub: string,
  AccessToken: string,
  id: string,
): Promise<string | undefined> {
  try {
    const own = (await factorNames(table()).loadPasskeys(sub)).get(id);
    if (own !== undefined) return own;
    const { Credentials = [] } = await callJsonService<Partial<ListWebAuthnCredentialsCommandOutput>>({
      service: "cognito-idp",
      operation: "ListWebAuthnCredentials",
      input: { AccessToken, MaxResults: MOST },
      patience: PATIENCE,
      isSigned: false,
    });
    return Credentials.find(({ CredentialId }) => CredentialId === id)?.FriendlyCredentialName;
  } catch (error) {
    logger.info("passkey's name not known", { cause: describeCause(error, { withStack: false }) });
    return undefined;
  }
}
