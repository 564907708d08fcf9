import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { GetContactCommand, ListEmailTemplatesCommand } from "@aws-sdk/client-sesv2";
import { expect, test } from "@jest/globals";
import { sesClient } from "../../support/clients/ses-client.ts";
import { ADMINISTRATOR, s3As } from "../../support/clients/session-clients.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

const cloud = closeAtEnd(await startTestCloud());

const AUTHORIZATION =
  "AWS4-HMAC-SHA256 Credential=any/20260115/us-east-1/ses/aws4_request, SignedHeaders=host, Signature=00";

const mail = {
  FromEmailAddress: "a@example.com",
  Destination: { ToAddresses: ["b@example.com"] },
  Content: { Simple: { Subject: { Data: "Hi" }, Body: { Text: { Data: "Hi" } } } },
};

const send = (headers: Record<string, string>, body = JSON.stringify(mail)) =>
  fetch(`${cloud.endpoint}/v2/email/outbound-emails`, { method: "POST", headers, body });

test("a well-formed signature is required", async () => {
  for (const headers of [{}, { authorization: AUTHORIZATION.replace(", Signature=00", "") }]) {
    const answer = await send(headers);
    expect(answer.status).toBe(403);
    expect(answer.headers.get("x-amzn-errortype")).toBe("MissingAuthenticationTokenException");
    expect(await answer.json()).toEqual({ message: "Missing Authentication Token" });
  }
  expect((await send({ authorization: AUTHORIZATION })).status).toBe(200);
  expect(cloud.inbox.list()).toHaveLength(1);
});

test("an error has its name in a header and its message in JSON", async () => {
  const { Destination: _, ...noDestination } = mail;
  const answer = await send({ authorization: AUTHORIZATION }, JSON.stringify(noDestination));
  expect(answer.status).toBe(400);
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(answer.headers.get("x-amzn-errortype")).toBe("BadRequestException");
  expect(answer.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  expect(await answer.json()).toEqual({ message: "Must have at least one recipient" });
});

test("a missing sender is refused without a message, as on AWS", async () => {
  const { FromEmailAddress: _, ...noSender } = mail;
  const answer = await send({ authorization: AUTHORIZATION }, JSON.stringify(noSender));
  expect(answer.status).toBe(400);
  expect(await answer.text()).toBe('{"message":null}');
});

test.each(["", "[]", "{", '"text"', "{}", '{"Content":"x"}', '{"Content":{"Raw":{"Data":{}}}}'])(
  "the body %j is refused",
  async (body) => {
    expect((await send({ authorization: AUTHORIZATION }, body)).status).toBe(400);
  },
);

test("unknown resources and operations are reported", async () => {
  const ses = closeAtEnd(sesClient(cloud.endpoint));
  await expect(ses.send(new ListEmailTemplatesCommand({}))).rejects.toMatchObject({
    name: "NotImplementedException",
    message: "GET /v2/email/templates of SES is not implemented by the local cloud.",
    $metadata: { httpStatusCode: 501 },
  });
  const contact = new GetContactCommand({ ContactListName: "all", EmailAddress: "a@example.com" });
  await expect(ses.send(contact)).rejects.toMatchObject({ name: "NotImplementedException" });
});

test("pages from other machines can't send", async () => {
  const before = cloud.inbox.list().length;
  const headers = { authorization: AUTHORIZATION, origin: "https://evil.example" };
  const answer = await send(headers);
  expect(answer.status).toBe(403);
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  expect(cloud.inbox.list()).toHaveLength(before);
});

test("S3 objects under the same path are served by S3", async () => {
  const s3 = s3As(cloud.endpoint, ADMINISTRATOR);
  await s3.send(new CreateBucketCommand({ Bucket: "email-v2" }));
  const Key = "v2/email/outbound-emails";
  await s3.send(new PutObjectCommand({ Bucket: "email-v2", Key, Body: "kept" }));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: "email-v2", Key }));
  expect(await Body?.transformToString()).toBe("kept");
  const inV2 = new GetObjectCommand({ Bucket: "v2", Key: "email/outbound-emails" });
  await expect(s3.send(inV2)).rejects.toMatchObject({ name: expect.stringMatching(/NoSuch|InvalidBucket/) });
});
