import {
  AdminUpdateUserAttributesCommand,
  type CodeDeliveryDetailsType,
  GetUserAttributeVerificationCodeCommand,
  UpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { takeFromLimit } from "../../libs/activity/take-from-limit.ts";
import { hideNumber } from "../../libs/auth/hide-number.ts";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { countryOfNumber } from "../../libs/otp/country-of-number.ts";
import { AttributeCodeRequest, AttributeCodeResponse, AttributeParams } from "../../libs/schemas/account.ts";
import { callAsOwner, OWNER_ERRORS } from "./call-as-owner.ts";
import { environment } from "./environment.ts";
import { loadOwnUser } from "./load-own-user.ts";
import { table } from "./own-activity.ts";

const SENDS = { most: 5, seconds: 60 * 60 };

/** @throws ApiError `code_delivery_failed` where Cognito sent nothing */
function describeDelivery(details: CodeDeliveryDetailsType | undefined) {
  const { DeliveryMedium: medium, Destination: destination } = details ?? {};
  if (medium === undefined || destination === undefined) throw new ApiError("code_delivery_failed");
  return { delivery: { medium, destination } };
}

/** @throws ApiError `invalid_parameter` */
function checkMayText(number: string): void {
  const { POOL_SENDS_TEXTS, SMS_COUNTRIES } = environment();
  // A pool that sends no text messages would take a number at once, unproved.
  if (POOL_SENDS_TEXTS !== "true") {
    throw new ApiError("invalid_parameter", { detail: "No telephone numbers are proved here." });
  }
  if (!SMS_COUNTRIES.includes(countryOfNumber(number) ?? "")) {
    throw new ApiError("invalid_parameter", { detail: "No text messages are sent to this country." });
  }
}

/**
 * Whoever may sign up may ask for codes: to numbers that earn somebody money, and to mailboxes of people who never asked.
 *
 * @throws ApiError `invalid_parameter`, `too_many_requests`
 */
async function checkMaySend(sub: string, to: string): Promise<void> {
  if (to.startsWith("+")) checkMayText(to);
  const take = (whose: "user" | "address", subject: string) =>
    takeFromLimit(table(), { name: `attribute-code-${whose}`, ...SENDS }, subject, Date.now());
  if (!(await take("user", sub)) || !(await take("address", to))) throw new ApiError("too_many_requests");
}

/**
 * Has a code sent to a number that is to become the user's. The module does it by its own right: app clients may not write numbers,
 * or an SDK could have text messages sent to any country (resources/app-clients.yml). Cognito keeps the new number until it
 * is proved, and does not say where the code went.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html
 */
async function sendToNewNumber(username: string, number: string) {
  await callCognito(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: environment().USER_POOL_ID,
      Username: username,
      UserAttributes: [{ Name: "phone_number", Value: number }],
    }),
  );
  return { delivery: { medium: "SMS" as const, destination: hideNumber(number) } };
}

/**
 * Sends a code that proves an address or a number. A new one takes the old one's place only once its code is given back:
 * until then the old one stays in force.
 */
export const sendAttributeCode = route({
  operation: "sendAttributeCode",
  summary:
    "Send a code that proves the e-mail address or telephone number, or a new one that is to take its place",
  errors: ["code_delivery_failed", "invalid_parameter", "email_in_use", ...OWNER_ERRORS],
  method: "POST",
  path: "/v1/me/attributes/{name}/code",
  scope: "api/profile",
  assurance: "recent",
  params: AttributeParams,
  body: AttributeCodeRequest,
  response: AttributeCodeResponse,
  run: async ({ params: { name }, body: { value }, principal, accessToken }) => {
    if (value !== undefined && value.startsWith("+") !== (name === "phone_number")) {
      throw new ApiError("invalid_parameter", { detail: "The value does not fit the attribute." });
    }
    const { username, email, phoneNumber } = await loadOwnUser(principal, accessToken);
    const to = value ?? (name === "email" ? email : phoneNumber);
    if (to === undefined) throw new ApiError("invalid_parameter", { detail: "There is nothing to prove." });
    await checkMaySend(principal.sub, to);
    if (value === undefined) {
      const { CodeDeliveryDetails } = await callAsOwner(
        new GetUserAttributeVerificationCodeCommand({ AccessToken: accessToken, AttributeName: name }),
      );
      return describeDelivery(CodeDeliveryDetails);
    }
    if (name === "phone_number") return sendToNewNumber(username, value);
    const { CodeDeliveryDetailsList } = await callAsOwner(
      new UpdateUserAttributesCommand({
        AccessToken: accessToken,
        UserAttributes: [{ Name: name, Value: value }],
      }),
    );
    return describeDelivery(CodeDeliveryDetailsList?.find(({ AttributeName }) => AttributeName === name));
  },
});
