import {
  AdminUpdateUserAttributesCommand,
  type CodeDeliveryDetailsType,
  GetUserAttributeVerificationCodeCommand,
  UpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type PendingName, pendingAttributes } from "../../libs/account/pending-attributes.ts";
import { takeFromLimit } from "../../libs/activity/take-from-limit.ts";
import { normalizeEmail } from "../../libs/auth/email.ts";
import { hideNumber } from "../../libs/auth/hide-number.ts";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { mailboxOf } from "../../libs/limits/mailbox.ts";
import { countMetric } from "../../libs/observability/metrics.ts";
import { countryOfNumber } from "../../libs/otp/country-of-number.ts";
import { AttributeCodeRequest, AttributeCodeResponse, AttributeParams } from "../../libs/schemas/account.ts";
import { callAsOwner, OWNER_ERRORS } from "./call-as-owner.ts";
import { environment } from "./environment.ts";
import { loadOwnUser, type OwnUser } from "./load-own-user.ts";
import { table } from "./own-activity.ts";
import { sendCodeToNewEmail } from "./send-code-to-new-email.ts";

/** An address may begin with a plus sign as well. */
const isTelephoneNumber = (value: string) => !value.includes("@");

const SENDS = { max: 5, seconds: 60 * 60 };

/** @throws ApiError `invalid_parameter` if Cognito had nothing to send a code for; a failed delivery has its own error */
function describeDelivery(details: CodeDeliveryDetailsType | undefined) {
  const { DeliveryMedium: medium, Destination: destination } = details ?? {};
  if (medium === undefined || destination === undefined) {
    throw new ApiError("invalid_parameter", { detail: "There is nothing to verify." });
  }
  return { delivery: { medium, destination } };
}

/** @throws ApiError `invalid_parameter` */
function checkMayText(number: string): void {
  const { POOL_SENDS_TEXTS, SMS_COUNTRIES } = environment();
  // A pool that sends no text messages would accept a number at once, unverified.
  if (POOL_SENDS_TEXTS !== "true") {
    throw new ApiError("invalid_parameter", { detail: "Phone numbers can't be verified here." });
  }
  if (!SMS_COUNTRIES.includes(countryOfNumber(number) ?? "")) {
    throw new ApiError("invalid_parameter", { detail: "Text messages are not sent to this country." });
  }
}

/**
 * Every user may ask for codes: an abuser could send them to premium numbers, or to strangers' mailboxes. A user over their own
 * limit is told. A limit that others used up on the same mailbox is not disclosed: then nothing is sent.
 *
 * @returns false if the mailbox has used up its limit
 * @throws ApiError `invalid_parameter`, `too_many_requests`
 */
async function takeSend(sub: string, to: string): Promise<boolean> {
  const isNumber = isTelephoneNumber(to);
  if (isNumber) checkMayText(to);
  const take = (whose: "user" | "address", subject: string) =>
    takeFromLimit(table(), { name: `attribute-code-${whose}`, ...SENDS }, subject, Date.now());
  if (!(await take("user", sub))) throw new ApiError("too_many_requests");
  if (await take("address", isNumber ? to : mailboxOf(to))) return true;
  if (isNumber) throw new ApiError("too_many_requests");
  countMetric("mail_withheld", { cause: "attribute" });
  return false;
}

/**
 * Sends a code to a new number of the user. The module uses its own rights: app clients may not write numbers, or an SDK could
 * send text messages to any country (resources/app-clients.yml). Cognito keeps the new number until it is verified, and does
 * not say where the code went.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html
 */
async function sendToNewNumber(username: string, number: string) {
  await setNumber(username, number);
  return { delivery: { medium: "SMS" as const, destination: hideNumber(number) } };
}

const setNumber = (username: string, number: string) =>
  callCognito(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: environment().USER_POOL_ID,
      Username: username,
      UserAttributes: [{ Name: "phone_number", Value: number }],
    }),
  );

/** The user asks for the current value again: another value that waits for its code is dropped, or the code would go there. */
async function keepPresent(
  accessToken: string,
  { username, email, phoneNumber }: OwnUser,
  name: PendingName,
) {
  if (name === "phone_number") await setNumber(username, phoneNumber ?? "");
  else {
    await callAsOwner(
      new UpdateUserAttributesCommand({
        AccessToken: accessToken,
        UserAttributes: [{ Name: name, Value: email ?? "" }],
      }),
    );
  }
}

interface Asked {
  readonly user: OwnUser;
  readonly accessToken: string;
  readonly name: PendingName;
}

/** Sends a code to a new value. */
function sendToNew({
  user,
  accessToken,
  name,
  value,
  isSent,
}: Asked & { readonly value: string; readonly isSent: boolean }) {
  return name === "email"
    ? sendCodeToNewEmail({ accessToken, email: value, isSent })
    : sendToNewNumber(user.username, value);
}

/** Sends a code to the current value. */
async function sendToPresent({
  user,
  accessToken,
  name,
  isWantedAgain,
}: Asked & { readonly isWantedAgain: boolean }) {
  if (isWantedAgain) await keepPresent(accessToken, user, name);
  const { CodeDeliveryDetails } = await callAsOwner(
    new GetUserAttributeVerificationCodeCommand({ AccessToken: accessToken, AttributeName: name }),
  );
  return describeDelivery(CodeDeliveryDetails);
}

/**
 * Sends a code that verifies an address or a number. A new value replaces the old one when its code is confirmed; until then
 * the old one stays in use.
 */
export const sendAttributeCode = route({
  operation: "sendAttributeCode",
  summary: "Send a code that verifies the e-mail address or phone number, or a new one that is to replace it",
  errors: ["code_delivery_failed", "invalid_parameter", ...OWNER_ERRORS],
  method: "POST",
  path: "/v1/me/attributes/{name}/code",
  scope: "api/profile",
  assurance: "recent",
  answersAlike: "always",
  params: AttributeParams,
  body: AttributeCodeRequest,
  response: AttributeCodeResponse,
  run: async ({ params: { name }, body: { value }, principal, accessToken }) => {
    if (value !== undefined && isTelephoneNumber(value) !== (name === "phone_number")) {
      throw new ApiError("invalid_parameter", { detail: "The value does not fit the attribute." });
    }
    const user = await loadOwnUser(principal, accessToken);
    const present = name === "email" ? user.email : user.phoneNumber;
    const isNew = value !== undefined && (present === undefined || value !== normalizeEmail(present));
    const to = value ?? present;
    if (to === undefined) throw new ApiError("invalid_parameter", { detail: "There is nothing to verify." });
    const isSent = await takeSend(principal.sub, to);
    // A limit that others used up on a new mailbox is not disclosed. That of the caller's own address is.
    if (!isSent && !(isNew && name === "email")) throw new ApiError("too_many_requests");
    const sent = isNew
      ? await sendToNew({ user, accessToken, name, value, isSent })
      : await sendToPresent({ user, accessToken, name, isWantedAgain: value !== undefined });
    const pending = pendingAttributes(table());
    await (isNew
      ? pending.note(principal.sub, name, value, Date.now())
      : value !== undefined && pending.forget(principal.sub, name));
    return { ...sent, resendAfter: environment().OTP_PAUSE_SECONDS };
  },
});
