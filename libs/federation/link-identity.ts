import type {
  AdminGetUserCommandInput,
  AdminGetUserCommandOutput,
  AdminLinkProviderForUserCommandInput,
  AdminListGroupsForUserCommandInput,
  AdminListGroupsForUserCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import { normalizeEmail } from "../auth/email.ts";
import { isAdministrative, scopesOfGroups } from "../auth/permissions.ts";
import { callJsonService } from "../aws/call-json-service.ts";
import { listPages } from "../aws/list-pages.ts";
import { TRIGGER_PATIENCE } from "../aws/signed-request.ts";
import { isTrue } from "../cognito/is-true.ts";
import type { ExternalIdentity } from "./external-identity.ts";

/** What linking needs to know of an account of the pool's own. */
export interface ExistingUser {
  readonly username: string;
  readonly sub: string;
  readonly isEnabled: boolean;
  /** Confirmed by its owner, with a verified address: an identity may only be linked to such an account. */
  readonly isVerified: boolean;
}

/**
 * The user who signs in with an address. Users of identity providers do not sign in with it, so they are ignored even if
 * Cognito finds one.
 *
 * @param email normalized
 * @returns undefined if there is none
 * @throws AwsError or a network error
 */
export async function loadUserByEmail(userPoolId: string, email: string): Promise<ExistingUser | undefined> {
  const input: AdminGetUserCommandInput = { UserPoolId: userPoolId, Username: email };
  try {
    const user = await callJsonService<AdminGetUserCommandOutput>({
      service: "cognito-idp",
      operation: "AdminGetUser",
      input,
      patience: TRIGGER_PATIENCE,
    });
    const attribute = (name: string) => user.UserAttributes?.find(({ Name }) => Name === name)?.Value ?? "";
    const sub = attribute("sub");
    if (!user.Username || sub === "" || user.UserStatus === "EXTERNAL_PROVIDER") return undefined;
    return {
      username: user.Username,
      sub,
      isEnabled: user.Enabled === true,
      isVerified:
        user.UserStatus === "CONFIRMED" &&
        isTrue(attribute("email_verified")) &&
        normalizeEmail(attribute("email")) === email,
    };
  } catch (error) {
    if (error instanceof Error && error.name === "UserNotFoundException") return undefined;
    throw error;
  }
}

/**
 * Whether an account has access to other users' accounts, by its groups.
 *
 * @throws AwsError or a network error
 */
export async function isAdministrator(userPoolId: string, { username }: ExistingUser): Promise<boolean> {
  const pages = listPages((NextToken) => {
    const input: AdminListGroupsForUserCommandInput = {
      UserPoolId: userPoolId,
      Username: username,
      Limit: 60,
      NextToken,
    };
    return callJsonService<AdminListGroupsForUserCommandOutput>({
      service: "cognito-idp",
      operation: "AdminListGroupsForUser",
      input,
      patience: TRIGGER_PATIENCE,
    });
  });
  for await (const { Groups = [] } of pages) {
    if (scopesOfGroups(Groups.flatMap(({ GroupName }) => GroupName ?? [])).some(isAdministrative)) {
      return true;
    }
  }
  return false;
}

/**
 * Lets an identity of a provider sign in to an account. Can be repeated.
 *
 * @throws AwsError or a network error; also if the account has five identities already
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminLinkProviderForUser.html
 */
export async function linkIdentity(
  userPoolId: string,
  { username }: ExistingUser,
  { provider, subject }: ExternalIdentity,
): Promise<void> {
  const input: AdminLinkProviderForUserCommandInput = {
    UserPoolId: userPoolId,
    DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: username },
    SourceUser: {
      ProviderName: provider,
      ProviderAttributeName: "Cognito_Subject",
      ProviderAttributeValue: subject,
    },
  };
  try {
    await callJsonService({
      service: "cognito-idp",
      operation: "AdminLinkProviderForUser",
      input,
      patience: TRIGGER_PATIENCE,
    });
  } catch (error) {
    const isLinked =
      error instanceof Error && /SourceUser is already linked to DestinationUser/.test(error.message);
    if (!isLinked) throw error;
  }
}
