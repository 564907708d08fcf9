import { ListTopicsCommand, PublishCommand, type PublishCommandInput, SNSClient } from "@aws-sdk/client-sns";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

const cloud = closeAtEnd(await startTestCloud());
const config = {
  endpoint: cloud.endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  maxAttempts: 1,
};
const sns = closeAtEnd(new SNSClient(config));

beforeEach(() => {
  cloud.inbox.clear();
});

const publish = (changes: Partial<PublishCommandInput> = {}) =>
  sns.send(
    new PublishCommand({ PhoneNumber: "+4915112345678", Message: "Your code is 482913.", ...changes }),
  );

const attribute = (name: string, StringValue: string, DataType = "String") => ({
  MessageAttributes: { [name]: { DataType, StringValue } },
});

describe("a text message", () => {
  test("is in the inbox, with its code", async () => {
    const { MessageId } = await publish();
    expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
    expect(cloud.inbox.list()).toEqual([
      expect.objectContaining({
        channel: "sms",
        source: "SNS",
        from: null,
        to: "+4915112345678",
        text: "Your code is 482913.",
        subject: null,
        html: null,
        code: "482913",
        link: null,
      }),
    ]);
  });

  test("shows its sender, and keeps every character", async () => {
    const Message = "Grüße & <b>\r\n100 % + 1 = 😀 https://app.example/c";
    await publish({
      Message,
      MessageAttributes: {
        "AWS.SNS.SMS.SenderID": { DataType: "String", StringValue: "MyBrand" },
        "AWS.SNS.SMS.SMSType": { DataType: "String", StringValue: "Transactional" },
        "AWS.SNS.SMS.MaxPrice": { DataType: "Number", StringValue: "0.50" },
        mine: { DataType: "Binary", BinaryValue: Buffer.from([1, 2]) },
      },
    });
    expect(cloud.inbox.list()).toEqual([
      expect.objectContaining({ from: "MyBrand", text: Message, code: null, link: "https://app.example/c" }),
    ]);
  });

  test("can have one version per protocol", async () => {
    const versions = (message: object) =>
      publish({ MessageStructure: "json", Message: JSON.stringify(message) });
    await versions({ default: "for all", sms: "for phones" });
    await versions({ default: "for all" });
    expect(cloud.inbox.list().map(({ text }) => text)).toEqual(["for all", "for phones"]);
  });

  test("has 1,600 characters at most", async () => {
    await publish({ Message: "a".repeat(1600) });
    expect(cloud.inbox.list()).toHaveLength(1);
  });
});

describe("invalid messages are refused as by SNS, and nothing is sent", () => {
  const invalid: [string, Partial<PublishCommandInput>][] = [
    ["PhoneNumber Reason: 004915112345678 is not valid to publish to", { PhoneNumber: "004915112345678" }],
    ["PhoneNumber Reason: 4915112345678 is not valid to publish to", { PhoneNumber: "4915112345678" }],
    ["PhoneNumber Reason: +49 151 1 is not valid to publish to", { PhoneNumber: "+49 151 1" }],
    ["PhoneNumber Reason: +0123456789 is not valid to publish to", { PhoneNumber: "+0123456789" }],
    [
      "PhoneNumber Reason: +1234567890123456 is not valid to publish to",
      { PhoneNumber: "+1234567890123456" },
    ],
    ["TopicArn or TargetArn Reason: no value for required parameter", { PhoneNumber: undefined }],
    [
      "TopicArn, PhoneNumber Reason: only one of them can be published to",
      { TopicArn: "arn:aws:sns:us-east-1:000000000000:t" },
    ],
    ["Empty message", { Message: " " }],
    ["Message too long", { Message: "a".repeat(1601) }],
    ["Subject", { Subject: "x".repeat(101) }],
    ["MessageStructure", { MessageStructure: "xml" }],
    [
      "Message Structure - JSON message body failed to parse",
      { MessageStructure: "json", Message: "no JSON" },
    ],
    [
      "Message Structure - No default entry in JSON message body",
      { MessageStructure: "json", Message: '{"sms":"x"}' },
    ],
    [
      "MessageAttributes Reason: AWS.SNS.SMS.SenderID can't be the String 'My Brand'",
      attribute("AWS.SNS.SMS.SenderID", "My Brand"),
    ],
    [
      "MessageAttributes Reason: AWS.SNS.SMS.SenderID can't be the String '12345'",
      attribute("AWS.SNS.SMS.SenderID", "12345"),
    ],
    [
      "MessageAttributes Reason: AWS.SNS.SMS.SMSType can't be the String 'Urgent'",
      attribute("AWS.SNS.SMS.SMSType", "Urgent"),
    ],
    [
      "MessageAttributes Reason: AWS.SNS.SMS.MaxPrice can't be the Number 'a lot'",
      attribute("AWS.SNS.SMS.MaxPrice", "a lot", "Number"),
    ],
  ];
  test.each(invalid)("Invalid parameter: %s", async (reason, changes) => {
    await expect(publish(changes)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: `Invalid parameter: ${reason}`,
      $metadata: { httpStatusCode: 400 },
    });
    expect(cloud.inbox.list()).toEqual([]);
  });

  test.each([
    [
      "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
      attribute("a", "x", "Text"),
    ],
    [
      "The message attribute 'a' must contain non-empty message attribute value for message attribute type 'String'.",
      attribute("a", ""),
    ],
    ["Invalid message attribute name 'a b'.", attribute("a b", "x")],
  ])("%s", async (message, changes) => {
    await expect(publish(changes)).rejects.toMatchObject({ name: "InvalidParameterValueException", message });
  });

  test("no message", async () => {
    await expect(publish({ Message: undefined })).rejects.toMatchObject({
      name: "ValidationError",
      message:
        "1 validation error detected: Value null at 'message' failed to satisfy constraint: Member must not be null",
    });
  });

  test.each(["TopicArn", "TargetArn"])("a %s: not supported", async (target) => {
    const changes = { PhoneNumber: undefined, [target]: "arn:aws:sns:us-east-1:000000000000:alarms" };
    await expect(publish(changes)).rejects.toMatchObject({
      name: "NotImplemented",
      message: `Publish to a ${target} is not implemented by the local cloud: it publishes to a PhoneNumber.`,
      $metadata: { httpStatusCode: 501 },
    });
  });

  test("any other action", async () => {
    await expect(sns.send(new ListTopicsCommand({}))).rejects.toMatchObject({
      name: "InvalidAction",
      message: "Could not find operation ListTopics for version 2010-03-31",
    });
  });
});

const post = (form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(cloud.endpoint, { method: "POST", headers, body: new URLSearchParams(form) });

const scope = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=any/20260115/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`,
});

const PUBLISH = { Action: "Publish", Version: "2010-03-31", PhoneNumber: "+4915112345678", Message: "<hi>" };

test("an unsigned request is refused, in SNS's XML", async () => {
  const answer = await post(PUBLISH);
  expect(answer.status).toBe(403);
  expect(answer.headers.get("content-type")).toBe("text/xml");
  const xml = await answer.text();
  expect(xml).toContain('<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">');
  expect(xml).toContain("<Code>MissingAuthenticationToken</Code>");
  expect(cloud.inbox.list()).toEqual([]);
});

test("pages from other machines can't publish", async () => {
  const answer = await post(PUBLISH, { ...scope("sns"), origin: "https://evil.example" });
  expect(answer.status).toBe(403);
  expect(cloud.inbox.list()).toEqual([]);
});

test("services of the same protocol are distinguished by the signature", async () => {
  const sts = new STSClient(config);
  expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe("000000000000");
  sts.destroy();
  const publishAtSts = await (await post(PUBLISH, scope("sts"))).text();
  expect(publishAtSts).toContain("Could not find operation Publish for version 2011-06-15");
  for (const [service, Action] of [
    ["monitoring", "PutMetricData"],
    ["constructor", "Publish"],
  ] as const) {
    const answer = await post({ Action, Version: "2010-08-01" }, scope(service));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(`${Action} of ${service} is not implemented by the local cloud.`);
  }
});

test("a message can't break the XML of its error", async () => {
  const answer = await post({ ...PUBLISH, PhoneNumber: "</Message>\u0001&" }, scope("sns"));
  expect(await answer.text()).toContain("Reason: &#60;/Message&#62;\uFFFD&#38; is not valid to publish to");
});
