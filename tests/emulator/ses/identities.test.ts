import {
  CreateConfigurationSetCommand,
  CreateEmailIdentityCommand,
  DeleteConfigurationSetCommand,
  DeleteEmailIdentityCommand,
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  ListEmailIdentitiesCommand,
  type SESv2Client,
  SendEmailCommand,
} from "@aws-sdk/client-sesv2";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { sesClient } from "../../support/clients/ses-client.ts";
import { startTestCloud, type TestCloud } from "../../support/worlds/test-cloud.ts";

let cloud: TestCloud;
let ses: SESv2Client;
beforeEach(async () => {
  cloud = await startTestCloud();
  ses = sesClient(cloud.endpoint);
});
afterEach(async () => {
  ses.destroy();
  await cloud.close();
});

const create = (EmailIdentity: string) => ses.send(new CreateEmailIdentityCommand({ EmailIdentity }));

const mailFrom = (FromEmailAddress: string, ConfigurationSetName?: string) =>
  ses.send(
    new SendEmailCommand({
      FromEmailAddress,
      ConfigurationSetName,
      Destination: { ToAddresses: ["ada@example.org"] },
      Content: { Simple: { Subject: { Data: "Hi" }, Body: { Text: { Data: "Hi" } } } },
    }),
  );

describe("identities", () => {
  test("are verified at once, domains with DKIM", async () => {
    expect(await create("example.com")).toMatchObject({
      IdentityType: "DOMAIN",
      VerifiedForSendingStatus: true,
      DkimAttributes: { SigningEnabled: true, Status: "SUCCESS" },
    });
    expect(await create("ops@example.org")).toMatchObject({ IdentityType: "EMAIL_ADDRESS" });
    const domain = await ses.send(new GetEmailIdentityCommand({ EmailIdentity: "Example.COM" }));
    expect(domain).toMatchObject({ IdentityType: "DOMAIN", VerificationStatus: "SUCCESS" });
    const tokens = domain.DkimAttributes?.Tokens ?? [];
    expect(new Set(tokens).size).toBe(3);
    for (const token of tokens) expect(token).toMatch(/^[a-z0-9]{32}$/);
  });

  test("are listed in pages and deleted", async () => {
    for (const name of ["b.example", "a.example", "c@a.example"]) await create(name);
    const first = await ses.send(new ListEmailIdentitiesCommand({ PageSize: 2 }));
    expect(first.EmailIdentities?.map(({ IdentityName }) => IdentityName)).toEqual([
      "a.example",
      "b.example",
    ]);
    const second = await ses.send(
      new ListEmailIdentitiesCommand({ PageSize: 2, NextToken: first.NextToken }),
    );
    expect(second.EmailIdentities?.map(({ IdentityName }) => IdentityName)).toEqual(["c@a.example"]);
    expect(second.NextToken).toBeUndefined();
    const older = await fetch(`${cloud.endpoint}/v2/email/identities?PageSize=1`, {
      headers: {
        authorization:
          "AWS4-HMAC-SHA256 Credential=any/20260115/us-east-1/ses/aws4_request, SignedHeaders=host, Signature=00",
      },
    });
    expect(await older.json()).toMatchObject({ EmailIdentities: [{ IdentityName: "a.example" }] });
    await ses.send(new DeleteEmailIdentityCommand({ EmailIdentity: "b.example" }));
    expect((await ses.send(new ListEmailIdentitiesCommand({}))).EmailIdentities).toHaveLength(2);
  });

  test("are refused with SES's errors", async () => {
    await create("example.com");
    await expect(create("EXAMPLE.com")).rejects.toMatchObject({
      name: "AlreadyExistsException",
      message: "Email identity EXAMPLE.com already exist.",
    });
    for (const command of [
      new GetEmailIdentityCommand({ EmailIdentity: "nope.example" }),
      new DeleteEmailIdentityCommand({ EmailIdentity: "nope.example" }),
    ]) {
      await expect(ses.send(command as GetEmailIdentityCommand)).rejects.toMatchObject({
        name: "NotFoundException",
        message: "Email identity nope.example does not exist.",
        $metadata: { httpStatusCode: 404 },
      });
    }
    await expect(create("no domain")).rejects.toMatchObject({ name: "BadRequestException" });
    await expect(create("@example.com")).rejects.toMatchObject({ name: "BadRequestException" });
    for (const input of [{ PageSize: 1001 }, { NextToken: "%" }]) {
      await expect(ses.send(new ListEmailIdentitiesCommand(input))).rejects.toMatchObject({
        name: "BadRequestException",
      });
    }
  });

  test("once one exists, only identities can send", async () => {
    await mailFrom("anybody@anywhere.example");
    await create("example.com");
    await create("ops@example.org");
    await mailFrom("no-reply@example.com");
    await mailFrom("Ops <OPS@example.org>");
    await mailFrom("a@mail.example.com");
    for (const sender of ["a@example.org", "a@badexample.com", "Eve <eve@com>"]) {
      await expect(mailFrom(sender)).rejects.toMatchObject({
        name: "MessageRejected",
        message: `Email address is not verified. The following identities failed the check in region US-EAST-1: ${sender}`,
        $metadata: { httpStatusCode: 400 },
      });
    }
    const Data = Buffer.from("From: eve@evil.example\nTo: ada@example.org\n\nHi");
    for (const FromEmailAddress of [undefined, "no-reply@example.com"]) {
      await expect(
        ses.send(new SendEmailCommand({ FromEmailAddress, Content: { Raw: { Data } } })),
      ).rejects.toMatchObject({ name: "MessageRejected" });
    }
    expect(cloud.inbox.list()).toHaveLength(4);
  });
});

test("configuration sets have names", async () => {
  const name = { ConfigurationSetName: "auth" };
  await ses.send(new CreateConfigurationSetCommand(name));
  expect(await ses.send(new GetConfigurationSetCommand(name))).toMatchObject(name);
  await mailFrom("a@example.com", "auth");
  await expect(ses.send(new CreateConfigurationSetCommand(name))).rejects.toMatchObject({
    name: "AlreadyExistsException",
  });
  await expect(
    ses.send(new CreateConfigurationSetCommand({ ConfigurationSetName: "no spaces" })),
  ).rejects.toMatchObject({ name: "BadRequestException" });
  await ses.send(new DeleteConfigurationSetCommand(name));
  await expect(ses.send(new GetConfigurationSetCommand(name))).rejects.toMatchObject({
    name: "NotFoundException",
  });
});
