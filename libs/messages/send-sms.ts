import { readAwsError } from "../aws/read-aws-error.ts";
import { type Patience, sendToAws } from "../aws/signed-request.ts";

export interface Sms {
  /** In E.164: `+4915112345678`. */
  readonly to: string;
  readonly text: string;
}

/** Codes are not advertisements: the route must be reliable, not cheap. */
const TRANSACTIONAL = {
  "MessageAttributes.entry.1.Name": "AWS.SNS.SMS.SMSType",
  "MessageAttributes.entry.1.Value.DataType": "String",
  "MessageAttributes.entry.1.Value.StringValue": "Transactional",
};

/**
 * Sends one text message by SNS. It is not sent again if the answer is lost: a user can ask again, which is better than two
 * messages.
 *
 * @throws AwsError what SNS answered, by name only; a network error. Neither holds the number or the text
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export async function sendSms(
  { to, text }: Sms,
  { patience }: { readonly patience: Patience },
): Promise<void> {
  const answer = await sendToAws(
    {
      service: "sns",
      headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
      body: new URLSearchParams({
        Action: "Publish",
        Version: "2010-03-31",
        PhoneNumber: to,
        Message: text,
        ...TRANSACTIONAL,
      }).toString(),
      isRepeatable: false,
    },
    patience,
  );
  if (answer.status !== 200) throw readAwsError(answer);
}
