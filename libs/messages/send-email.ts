import { readAwsError } from "../aws/read-aws-error.ts";
import { type Patience, sendToAws } from "../aws/signed-request.ts";

export interface Email {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

interface Sender {
  /** The address that SES may send from, alone or with a name: `Acme <no-reply@example.com>`. */
  readonly from: string;
  readonly patience: Patience;
}

const inUtf8 = (Data: string) => ({ Data, Charset: "UTF-8" });

/**
 * Sends one mail by SES. It is not sent again if the answer is lost: a user can ask again, which is better than two mails.
 *
 * @throws AwsError what SES answered, by name only; a network error. Neither holds the address or the text
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
export async function sendEmail(
  { to, subject, html, text }: Email,
  { from, patience }: Sender,
): Promise<void> {
  const answer = await sendToAws(
    {
      service: "ses",
      path: "/v2/email/outbound-emails",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        FromEmailAddress: from,
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: { Subject: inUtf8(subject), Body: { Html: inUtf8(html), Text: inUtf8(text) } },
        },
      }),
      isRepeatable: false,
    },
    patience,
  );
  if (answer.status !== 200) throw readAwsError(answer);
}
