import { AdminGetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { pendingAttributes } from "../../libs/account/pending-attributes.ts";
import { loadSummary } from "../../libs/activity/account-summary.ts";
import type { Principal } from "../../libs/auth/principal.ts";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { identitiesIn } from "../../libs/cognito/identities.ts";
import { isTrue } from "../../libs/cognito/is-true.ts";
import { profileFrom } from "../../libs/cognito/profile-attributes.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { describeCause } from "../../libs/observability/describe-cause.ts";
import { logger } from "../../libs/observability/logger.ts";
import type { Profile } from "../../libs/schemas/profile.ts";
import { linkToAvatar } from "../../libs/storage/own-files.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";
import { environment } from "./environment.ts";
import { table } from "./own-activity.ts";
import { termsToAccept } from "./own-consents.ts";

/** The profile is useful without its picture. */
async function loadAvatar(sub: string): Promise<Profile["avatar"]> {
  try {
    return (await linkToAvatar(sub, environment().FILES_BUCKET)) ?? null;
  } catch (error) {
    const cause = error instanceof ApiError ? error.cause : error;
    logger.error("picture not found", { cause: describeCause(cause, { withStack: false }) });
    return null;
  }
}

/** Values that wait for their code and are not in use yet. */
function describePending(
  { email, phone_number: phoneNumber }: Readonly<Partial<Record<"email" | "phone_number", string>>>,
  present: ReadonlyMap<string | undefined, string | undefined>,
): Profile["pending"] {
  return {
    ...(email === undefined || email === present.get("email") ? {} : { email }),
    ...(phoneNumber === undefined || phoneNumber === present.get("phone_number") ? {} : { phoneNumber }),
  };
}

/**
 * The caller's profile as the pool has it now. The module asks for it by name with its own rights: GetUser would need a token
 * with Cognito's scope, which not every token for this API has.
 *
 * @throws ApiError `account_unavailable` if the account is gone
 */
export async function readProfile({ sub, username, groups }: Principal): Promise<Profile> {
  const [user, pending, summary, avatar, terms] = await Promise.all([
    callCognito(new AdminGetUserCommand({ UserPoolId: environment().USER_POOL_ID, Username: username })),
    pendingAttributes(table()).load(sub, Date.now()),
    loadSummary(table(), sub),
    loadAvatar(sub),
    termsToAccept(sub),
  ]);
  if (user.Enabled === false) throw new ApiError("account_unavailable");
  const attributes = new Map(user.UserAttributes?.map(({ Name, Value }) => [Name, Value]));
  const phoneNumber = attributes.get("phone_number");
  const { passwordChangedAt } = summary;
  return {
    ...profileFrom(user, groups),
    ...withoutUndefined({ phoneNumber }),
    phoneNumberVerified: phoneNumber !== undefined && isTrue(attributes.get("phone_number_verified")),
    pending: describePending(pending, attributes),
    identities: identitiesIn(attributes.get("identities")),
    avatar,
    termsToAccept: terms,
    passwordChangedAt: passwordChangedAt === undefined ? null : new Date(passwordChangedAt).toISOString(),
  };
}
