import type { ListWebAuthnCredentialsCommandOutput } from "@aws-sdk/client-cognito-identity-provider";
import { factorNames } from "../../libs/account/factor-names.ts";
import { callJsonService } from "../../libs/aws/call-json-service.ts";
import type { Patience } from "../../libs/aws/signed-request.ts";
import { describeCause } from "../../libs/observability/describe-cause.ts";
import { logger } from "../../libs/observability/logger.ts";
import { table } from "./own-activity.ts";

/** One try: a detail of a mail is not worth a long wait. */
const PATIENCE: Patience = { attempts: 1, timeout: 1500 };

/** The maximum that Cognito allows. */
const MOST = 20;

/**
 * The name of one of the caller's passkeys, for a mail about it.
 *
 * @returns undefined if it has no name or Cognito can't say; the mail then goes without
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
    logger.info("name of the passkey not found", { cause: describeCause(error, { withStack: false }) });
    return undefined;
  }
}
