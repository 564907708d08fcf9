import type { AdminGetUserCommandOutput } from "@aws-sdk/client-cognito-identity-provider";
import { callJsonService } from "../aws/call-json-service.ts";
import { TRIGGER_PATIENCE } from "../aws/signed-request.ts";

/** What decides whether and where a code may be sent. */
export interface Account {
  /** Whether the user can sign in: confirmed, enabled, and without a password that must be replaced first. */
  readonly isOpen: boolean;
  /** The second factors that its owner has turned on. */
  readonly factors: readonly string[];
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** The part of a trigger's event that identifies its user. */
interface UserEvent {
  readonly userName: string;
  readonly request: { readonly userAttributes: { readonly sub?: string | undefined } };
}

/** The `sub` of a trigger's user; the username where the event has no attributes, as for an unknown user. */
export const subOf = ({ userName, request }: UserEvent): string => request.userAttributes.sub ?? userName;

/**
 * Asks the pool, because a trigger's event does not have the second factors.
 *
 * @returns undefined if there is no such user
 * @throws AwsError, a network error
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html
 */
export async function loadAccount({
  userPoolId,
  userName,
}: {
  readonly userPoolId: string;
  readonly userName: string;
}): Promise<Account | undefined> {
  try {
    const user = await callJsonService<AdminGetUserCommandOutput>({
      service: "cognito-idp",
      operation: "AdminGetUser",
      input: { UserPoolId: userPoolId, Username: userName },
      patience: TRIGGER_PATIENCE,
    });
    return {
      isOpen: user.Enabled === true && user.UserStatus === "CONFIRMED",
      factors: user.UserMFASettingList ?? [],
      attributes: Object.fromEntries(user.UserAttributes?.map(({ Name, Value }) => [Name, Value]) ?? []),
    };
  } catch (error) {
    if (error instanceof Error && error.name === "UserNotFoundException") return undefined;
    throw error;
  }
}
