import { GetAccountCommand, SendEmailCommand, type SendEmailCommandInput } from "@aws-sdk/client-sesv2";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { sesClient } from "../../support/clients/ses-client.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

const cloud = closeAtEnd(await startTestCloud());
const ses = closeAtEnd(sesClient(cloud.endpoint));

beforeEach(() => {
  cloud.inbox.clear();
});

const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });

type Simple = NonNullable<NonNullable<SendEmailCommandInput["Content"]>["Simple"]>;

const simple = (changes: Partial<Simple> = {}): SendEmailCommandInput["Content"] => ({
  Simple: {
    Subject: utf8("Dein Code – ä"),
    Body: {
      Html: utf8('<p>Code: <b>482913</b>, or <a href="https://app.example/?a=1&amp;b=2">click</a></p>'),
      Text: utf8("Code: 482913"),
    },
    ...changes,
  },
});

const mail = (changes: Partial<SendEmailCommandInput> = {}) =>
  ses.send(
    new SendEmailCommand({
      FromEmailAddress: "Auth <no-reply@example.com>",
      Destination: { ToAddresses: ["ada@example.com"] },
      Content: simple(),
      ...changes,
    }),
  );

const raw = (...lines: string[]) => ({ Raw: { Data: Buffer.from(lines.join("\r\n")) } });

describe("an e-mail by its parts", () => {
  test("is in the inbox, with its sender, its code and its link", async () => {
    const { MessageId } = await mail();
    expect(MessageId).toMatch(/^[0-9a-f]{16}-[0-9a-f-]{36}-000000$/);
    expect(cloud.inbox.list()).toEqual([
      expect.objectContaining({
        channel: "email",
        source: "SES",
        from: "Auth <no-reply@example.com>",
        to: "ada@example.com",
        subject: "Dein Code – ä",
        text: "Code: 482913",
        html: expect.stringContaining("<b>482913</b>"),
        code: "482913",
        link: "https://app.example/?a=1&b=2",
      }),
    ]);
  });

  test("goes to all recipients: To, Cc and Bcc", async () => {
    const Destination = {
      ToAddresses: ['"Lovelace, Ada" <ada@example.com>'],
      CcAddresses: ["bob@example.com"],
      BccAddresses: ["eve@example.com"],
    };
    await mail({ Destination });
    const recipients = cloud.inbox.list().map(({ to }) => to);
    expect(recipients.sort()).toEqual(["ada@example.com", "bob@example.com", "eve@example.com"]);
    await mail({ Destination: { BccAddresses: ["only@example.com"] } });
    expect(cloud.inbox.list("only@example.com")).toHaveLength(1);
  });

  test("has a text if only HTML was given, and no HTML if only text was given", async () => {
    await mail({ Content: simple({ Body: { Html: utf8("<p>Hi &amp; bye</p>") } }) });
    await mail({ Content: simple({ Body: { Text: utf8("Hi <b>") } }) });
    expect(cloud.inbox.list().map(({ text, html }) => ({ text, html }))).toEqual([
      { text: "Hi <b>", html: null },
      { text: "Hi & bye", html: "<p>Hi &amp; bye</p>" },
    ]);
  });

  test("accepts headers, tags, reply addresses and attachments", async () => {
    await mail({
      ReplyToAddresses: ["help@example.com"],
      FeedbackForwardingEmailAddress: "bounces@example.com",
      EmailTags: [{ Name: "kind", Value: "otp" }],
      Content: simple({
        Headers: [{ Name: "X-Entity-Ref-ID", Value: "1" }],
        Attachments: [{ FileName: "a.txt", RawContent: Buffer.from("hello") }],
      }),
    });
    expect(cloud.inbox.list()).toHaveLength(1);
  });
});

describe("a MIME message", () => {
  const message = raw(
    "From: =?UTF-8?Q?J=C3=BCrgen?= <j@example.com>",
    "To: Ada <ada@example.com>, Team: bob@example.com, carl@example.com;",
    "Bcc: eve@example.com",
    "Subject: =?UTF-8?B?w5xiZXJyYXNjaHVuZw==?=",
    "MIME-Version: 1.0",
    'Content-Type: multipart/alternative; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "Gr=C3=BC=C3=9Fe, 135790",
    "--b",
    "Content-Type: text/html; charset=iso-8859-1",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from("<p>Grüße</p>", "latin1").toString("base64"),
    "--b--",
    "",
  );

  test("names its sender and recipients itself", async () => {
    await ses.send(new SendEmailCommand({ Content: message }));
    const all = cloud.inbox.list();
    expect(all.map(({ to }) => to).sort()).toEqual([
      "ada@example.com",
      "bob@example.com",
      "carl@example.com",
      "eve@example.com",
    ]);
    expect(all[0]).toMatchObject({
      source: "SES",
      from: "Jürgen <j@example.com>",
      subject: "Überraschung",
      text: expect.stringContaining("Grüße"),
      html: expect.stringContaining("<p>Grüße</p>"),
      code: "135790",
    });
  });

  test("uses the request's recipients, and its own sender", async () => {
    await mail({ Content: message, Destination: { ToAddresses: ["zoe@example.com"] } });
    await mail({ Content: raw("Subject: Hi", "", "x") });
    expect(cloud.inbox.list().map(({ to, from }) => ({ to, from }))).toEqual([
      { to: "ada@example.com", from: "Auth <no-reply@example.com>" },
      { to: "zoe@example.com", from: "Jürgen <j@example.com>" },
    ]);
  });

  test.each([
    ["Missing required header 'From'.", raw("To: a@example.com", "", "x")],
    ["Missing required header 'To'.", raw("From: a@example.com", "", "x")],
    ["Missing final '@domain'", raw("From: a@example.com", "To: nobody", "", "x")],
    ["Empty header names are illegal.", raw("From: a@example.com", "To: a@example.com", ": x", "", "x")],
    [
      "A line of the message is longer than 998 characters",
      raw("From: a@example.com", "To: a@example.com", "", "x".repeat(999)),
    ],
  ])("is refused: %s", async (reason, Content) => {
    await expect(ses.send(new SendEmailCommand({ Content }))).rejects.toMatchObject({
      name: "BadRequestException",
      message: reason,
    });
    expect(cloud.inbox.list()).toEqual([]);
  });

  test("has lines of 998 characters", async () => {
    const Content = raw("From: a@example.com", "To: b@example.com", "", "x".repeat(998), "y");
    await ses.send(new SendEmailCommand({ Content }));
    expect(cloud.inbox.list()).toHaveLength(1);
  });
});

describe("invalid e-mails are refused as by SES, and nothing is sent", () => {
  const to = (...ToAddresses: string[]) => ({ Destination: { ToAddresses } });
  const content = (changes: Partial<Simple>) => ({ Content: simple(changes) });
  const header = (Name: string, Value = "x") => content({ Headers: [{ Name, Value }] });
  const refused: [string, Partial<SendEmailCommandInput>][] = [
    ["Must have at least one recipient", { Destination: {} }],
    ["Must have at least one recipient", { Destination: undefined }],
    ["Recipient count exceeds 50.", to(...Array.from({ length: 51 }, (_, n) => `a${n}@example.com`))],
    ["Invalid email address .", to("")],
    ["Missing final '@domain'", to("ada")],
    ["Missing local name", to("@example.com")],
    ["Missing domain", to("ada@")],
    ["Local address contains control or whitespace", to("ada lovelace@example.com")],
    ["Local address contains control or whitespace", to("<ada\u0000@example.com>")],
    ["Local address contains illegal character", to("ada@example.com,bob@example.com")],
    ["Local address contains illegal character", to("Ada <a(b)@example.com>")],
    ["Local address contains illegal character", to("ädä@example.com")],
    ["Local address contains dot-dot", to("a..b@example.com")],
    ["Local address is too long", to(`${"a".repeat(65)}@example.com`)],
    ["Domain contains control or whitespace", to("ada@exa mple.com")],
    ["Domain contains control or whitespace", to("ada@example.com\r\nBcc: eve")],
    ["Domain contains illegal character", to("ada@exämple.com")],
    ["Local address contains control or whitespace", to("Ada <ada@example.com")],
    ["Domain ends with dot", to("ada@example.com.")],
    ["Domain contains dot-dot", to("ada@example..com")],
    ["Missing final '@domain'", { ReplyToAddresses: ["help"] }],
    ["Missing final '@domain'", { FeedbackForwardingEmailAddress: "help" }],
    ["Missing final '@domain'", { FromEmailAddress: "Auth" }],
    ["Content must have exactly one of Raw, Simple and Template", { Content: {} }],
    [
      "Content must have exactly one of Raw, Simple and Template",
      { Content: { ...simple(), ...raw("From: a@example.com") } },
    ],
    ["Body has neither Text nor Html", content({ Body: {} })],
    ["Subject contains control characters", content({ Subject: utf8("Hi\r\nBcc: eve@example.com") })],
    ["Unsupported charset UTF-9 in Subject", content({ Subject: { Data: "Hi", Charset: "UTF-9" } })],
    [
      "Body.Text has characters that us-ascii does not have: name another Charset",
      content({ Body: { Text: { Data: "Grüße" } } }),
    ],
    [
      "Body.Html has characters that ISO-8859-1 does not have: name another Charset",
      content({ Body: { Html: { Data: "€", Charset: "ISO-8859-1" } } }),
    ],
    ["Header reply-to can't be set", header("reply-to")],
    ["Header X-A is too long", header("X-A", "x".repeat(994))],
    [
      "1 validation error detected: Value 'X A' at 'content.simple.headers.1.member.name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[!-9;-@A-~]+$",
      header("X A"),
    ],
    [
      "1 validation error detected: Value 'a\nBcc: x' at 'content.simple.headers.1.member.value' failed to satisfy constraint: Member must satisfy regular expression pattern: [ -~]*",
      header("X-A", "a\nBcc: x"),
    ],
    [
      "1 validation error detected: Value null at 'content' failed to satisfy constraint: Member must not be null",
      { Content: undefined },
    ],
    [
      "1 validation error detected: Value null at 'content.simple.subject' failed to satisfy constraint: Member must not be null",
      content({ Subject: undefined }),
    ],
  ];
  test.each(refused)("%s (%#)", async (message, changes) => {
    await expect(mail(changes)).rejects.toMatchObject({
      name: "BadRequestException",
      message,
      $metadata: { httpStatusCode: 400 },
    });
    expect(cloud.inbox.list()).toEqual([]);
  });

  test("no sender: AWS gives no message", async () => {
    await expect(mail({ FromEmailAddress: undefined })).rejects.toMatchObject({
      name: "BadRequestException",
    });
  });

  test("more than 15 headers", async () => {
    const Headers = Array.from({ length: 16 }, (_, n) => ({ Name: `X-${n}`, Value: "x" }));
    await expect(mail({ Content: simple({ Headers }) })).rejects.toMatchObject({
      name: "BadRequestException",
    });
  });

  test("more than 40 MB in Base64, which is 30 MB decoded", async () => {
    const message = Buffer.alloc(30 * 1024 * 1024, `${"x".repeat(900)}\n`);
    message.write("From: a@example.com\n\n");
    await mail({ Content: { Raw: { Data: message } } });
    const larger = Buffer.concat([message, Buffer.from("x")]);
    await expect(mail({ Content: { Raw: { Data: larger } } })).rejects.toMatchObject({
      name: "BadRequestException",
      message: "Message length is more than 41943040 bytes long: '31457281'.",
    });
  });

  test("an unknown configuration set", async () => {
    await expect(mail({ ConfigurationSetName: "nope" })).rejects.toMatchObject({
      name: "NotFoundException",
      message: "Configuration set <nope> does not exist.",
      $metadata: { httpStatusCode: 404 },
    });
  });

  test.each([
    ["a Template", { Content: { Template: { TemplateName: "otp" } } }],
    ["ListManagementOptions", { ListManagementOptions: { ContactListName: "all" } }],
    ["TenantName", { TenantName: "one" }],
    ["ConfigurationOverrides", { ConfigurationOverrides: {} }],
  ])("%s: not supported", async (what, changes) => {
    await expect(mail(changes)).rejects.toMatchObject({
      name: "NotImplementedException",
      message: `SendEmail with ${what} is not implemented by the local cloud.`,
      $metadata: { httpStatusCode: 501 },
    });
  });
});

test("GetAccount counts what was sent in the last 24 hours", async () => {
  const sent = async () => (await ses.send(new GetAccountCommand({}))).SendQuota?.SentLast24Hours;
  await mail();
  cloud.clock.advance(23 * 3600 * 1000);
  await mail();
  expect(await sent()).toBe(2);
  cloud.clock.advance(2 * 3600 * 1000);
  expect(await sent()).toBe(1);
});
