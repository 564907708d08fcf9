import type { PreSignUpTriggerEvent } from "aws-lambda";
import { activityTable } from "../libs/activity/activity-table.ts";
import { recordEvent } from "../libs/activity/record-event.ts";
import { ATTESTATION, redeemAttestation } from "../libs/attestation/attestation.ts";
import { refusalOfSignUp } from "../libs/auth/sign-up-policy.ts";
import { LIMIT_PATIENCE, TRIGGER_PATIENCE } from "../libs/aws/signed-request.ts";
import { commaList, oneOf, positiveInteger, readEnvironment, text } from "../libs/env.ts";
import { readExternalIdentity } from "../libs/federation/external-identity.ts";
import {
  type ExistingUser,
  isAdministrator,
  linkIdentity,
  loadUserByEmail,
} from "../libs/federation/link-identity.ts";
import { attestedEmail, providerTrustOf, TRUST_VARIABLES } from "../libs/federation/provider-trust.ts";
import { loadInvitation } from "../libs/invitations/invitation.ts";
import { SIGN_UP_MAIL, takeMail } from "../libs/limits/take-mail.ts";
import { Refusal } from "../libs/messages/refusals.ts";
import { triggerHandler } from "../libs/triggers/trigger-handler.ts";
import { readTriggerUser } from "../libs/triggers/trigger-user.ts";

const environment = readEnvironment({
  ACTIVITY_TABLE_NAME: text,
  SIGN_UP_MODE: oneOf(["open", "invited"]),
  SIGN_UP_ALLOWED_DOMAINS: commaList,
  SIGN_UP_DENIED_DOMAINS: commaList,
  MAILS_PER_HOUR: positiveInteger,
  OTHER_IDENTITY_PROVIDERS: commaList,
  ...TRUST_VARIABLES,
});
const table = activityTable(environment.ACTIVITY_TABLE_NAME, TRIGGER_PATIENCE);
const limits = activityTable(environment.ACTIVITY_TABLE_NAME, LIMIT_PATIENCE);
const policy = {
  allowedDomains: environment.SIGN_UP_ALLOWED_DOMAINS,
  deniedDomains: environment.SIGN_UP_DENIED_DOMAINS,
};
const trust = providerTrustOf(environment);
const isByInvitation = environment.SIGN_UP_MODE === "invited";

/** @throws Refusal by the lists of domains */
function checkDomain(email: string | undefined): void {
  const refusal = refusalOfSignUp(email, policy);
  if (refusal !== undefined) throw new Refusal(refusal);
}

/** @throws Refusal in a pool that is by invitation, for want of one */
async function checkInvitation(email: string | undefined): Promise<void> {
  if (!isByInvitation) return;
  const invitation = email === undefined ? undefined : await loadInvitation(table, email, Date.now());
  if (invitation === undefined) throw new Refusal("invitationMissing");
}

/** @throws Refusal where an account with the address is disabled: a second one would get round that */
async function loadAccount(userPoolId: string, email: string): Promise<ExistingUser | undefined> {
  const user = await loadUserByEmail(userPoolId, email);
  if (user?.isEnabled === false) throw new Refusal("accountUnavailable");
  return user;
}

/**
 * Cognito sends a text message to a number that comes with a sign-up, in any country. Our clients can't write one; a client that
 * registered itself may be able to (docs/adr/0057).
 *
 * @throws Refusal
 */
function checkNumber({ request }: PreSignUpTriggerEvent): void {
  if (request.userAttributes.phone_number !== undefined) throw new Refusal("phoneNumber");
}

/**
 * A sign-up is mailed a code, no matter whose address it is. Our API has taken this mail from the mailbox's budget already and
 * says so by an attestation; for all others it is taken here.
 *
 * @throws Refusal if the budget is used up
 */
async function checkMailbox({ userName, request }: PreSignUpTriggerEvent, email: string): Promise<void> {
  const statement = {
    purpose: SIGN_UP_MAIL,
    subject: email,
    attestation: request.clientMetadata?.[ATTESTATION],
  };
  // If the table does not answer, the sign-up counts as any other, and {@link takeMail} lets it pass.
  if (await redeemAttestation(limits, statement, Date.now()).catch(() => false)) return;
  const budget = { purpose: "confirm", perHour: environment.MAILS_PER_HOUR } as const;
  // Each sign-up has a name of its own, by which a second delivery is known.
  const isLeft = await takeMail(limits, budget, { email, once: userName }, Date.now());
  if (!isLeft) throw new Refusal("tooManyMails");
}

/**
 * Links an identity to the account that has verified the same address, where the provider is trusted with its domain. Anything
 * less could hand an account to a stranger, and is left alone. So is an account that reaches other people's: the
 * provider's operator would be an administrator, and no second factor would be asked for.
 *
 * @returns whether no new account is created
 */
async function linkToAccount(
  { userPoolId, userName }: PreSignUpTriggerEvent,
  user: ExistingUser,
): Promise<boolean> {
  const identity = readExternalIdentity(userName, environment.OTHER_IDENTITY_PROVIDERS);
  if (!user.isVerified || identity === undefined || (await isAdministrator(userPoolId, user))) return false;
  await linkIdentity(userPoolId, user, identity);
  const { provider } = identity;
  await recordEvent(
    table,
    { type: "identity_linked", sub: user.sub, detail: { provider } },
    { onceWithin: 86_400 },
  );
  return true;
}

/**
 * Admits a user who comes from an identity provider for the first time. The provider has confirmed them; where addresses decide
 * who may have an account, only the word of a provider that is trusted with the address's domain counts.
 */
async function admitFederated(event: PreSignUpTriggerEvent): Promise<void> {
  const user = readTriggerUser(event);
  const { email, verifiedEmail } = user;
  event.response.autoConfirmUser = true;
  event.response.autoVerifyEmail = verifiedEmail !== undefined;
  checkDomain(email);
  const attested = attestedEmail({ ...user, isFederated: true }, trust);
  const decidesByEmail = isByInvitation || policy.allowedDomains.length > 0;
  if (decidesByEmail && attested === undefined) throw new Refusal("emailUnverified");
  const account =
    verifiedEmail === undefined ? undefined : await loadAccount(event.userPoolId, verifiedEmail);
  if (account !== undefined && attested !== undefined && (await linkToAccount(event, account))) return;
  await checkInvitation(attested);
}

/**
 * Decides who may have an account: by the domain of the address and, in a pool that is by invitation, by the invitation.
 * Links identities of providers to existing accounts. An administrator who creates a user is not asked: that is a decision
 * already.
 *
 * @throws Refusal in public words, which Cognito hands to the client
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html
 */
export const handler = triggerHandler<PreSignUpTriggerEvent>({
  onFailure: "refuse",
  run: async (event) => {
    if (event.triggerSource === "PreSignUp_AdminCreateUser") return;
    if (event.triggerSource === "PreSignUp_ExternalProvider") return await admitFederated(event);
    const { email } = readTriggerUser(event);
    checkDomain(email);
    checkNumber(event);
    await checkInvitation(email);
    if (email !== undefined) await checkMailbox(event, email);
  },
});
