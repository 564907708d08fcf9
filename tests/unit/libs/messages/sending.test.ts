import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { sendEmail } from "../../../../libs/messages/send-email.ts";
import { sendSms } from "../../../../libs/messages/send-sms.ts";
import { startAwsEndpoint } from "../../../support/worlds/aws-endpoint.ts";

const patience = { attempts: 2, timeout: 1000 };
const MAIL = { to: "jane@example.com", subject: "Grüße", html: "<p>123456 €</p>", text: "123456 €" };
const SMS = { to: "+4915112345678", text: "123456 ist Ihr Code & mehr" };

const mail = () => sendEmail(MAIL, { from: "Acme <no-reply@example.com>", patience });
const sms = () => sendSms(SMS, { patience });

let aws: Awaited<ReturnType<typeof startAwsEndpoint>>;

beforeAll(async () => {
  aws = await startAwsEndpoint();
});

beforeEach(() => {
  aws.received.length = 0;
});

afterAll(() => aws.stop());

/** Not by `instanceof`: errors of `fetch` are from another realm than Jest's. */
async function failureOf(send: () => Promise<void>): Promise<{ name?: unknown; message?: unknown }> {
  try {
    await send();
  } catch (error) {
    return error as object;
  }
  throw new Error("it did not fail");
}

test("a mail goes to SES v2, signed, as HTML and as text", async () => {
  aws.answer(() => ({ body: '{"MessageId":"1"}' }));
  await mail();
  const [request] = aws.received;
  expect(request?.url.pathname).toBe("/v2/email/outbound-emails");
  expect(request?.headers.authorization).toContain("/us-east-1/ses/aws4_request");
  expect(JSON.parse(request?.body ?? "")).toEqual({
    FromEmailAddress: "Acme <no-reply@example.com>",
    Destination: { ToAddresses: [MAIL.to] },
    Content: {
      Simple: {
        Subject: { Data: MAIL.subject, Charset: "UTF-8" },
        Body: {
          Html: { Data: MAIL.html, Charset: "UTF-8" },
          Text: { Data: MAIL.text, Charset: "UTF-8" },
        },
      },
    },
  });
});

test("a text message goes to SNS, signed, as transactional", async () => {
  aws.answer(() => ({ body: "<PublishResponse/>" }));
  await sms();
  const [request] = aws.received;
  expect(request?.headers.authorization).toContain("/us-east-1/sns/aws4_request");
  expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
    Action: "Publish",
    Version: "2010-03-31",
    PhoneNumber: SMS.to,
    Message: SMS.text,
    "MessageAttributes.entry.1.Name": "AWS.SNS.SMS.SMSType",
    "MessageAttributes.entry.1.Value.DataType": "String",
    "MessageAttributes.entry.1.Value.StringValue": "Transactional",
  });
});

describe.each([
  [
    "SES",
    mail,
    {
      headers: { "x-amzn-errortype": "MessageRejected:http://internal.amazon.com/coral/" },
      body: `{"message":"Email address is not verified: ${MAIL.to}"}`,
    },
    "MessageRejected",
  ],
  [
    "SNS",
    sms,
    {
      body: `<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>${SMS.to}: ${SMS.text}</Message></Error></ErrorResponse>`,
    },
    "InvalidParameter",
  ],
] as const)("%s", (_service, send, refusal, name) => {
  test("refuses: the error has the name, but neither address nor text", async () => {
    aws.answer(() => ({ status: 400, ...refusal }));
    const error = await failureOf(send);
    expect({ name: error.name, message: error.message }).toEqual({ name, message: "" });
    expect(aws.received).toHaveLength(1);
  });

  test("reports that it did nothing: is called once more", async () => {
    aws.answer(() => (aws.received.length === 1 ? { status: 503 } : {}));
    await send();
    expect(aws.received).toHaveLength(2);
  });

  test("is not called again if its answer is lost: the message may be on its way", async () => {
    aws.answer(() => ({ isLost: true }));
    expect(await failureOf(send)).not.toHaveProperty("$metadata");
    expect(aws.received).toHaveLength(1);
  });

  test("an answer that is not an error of AWS is an unknown one", async () => {
    aws.answer(() => ({ status: 404, body: "<html>" }));
    expect((await failureOf(send)).name).toBe("UnknownError");
  });
});
