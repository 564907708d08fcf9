import {
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateUserAttributesCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { otpKey } from "../../../libs/activity/activity-keys.ts";
import { activityTable } from "../../../libs/activity/activity-table.ts";
import { sessionStore } from "../../../libs/sessions/session-store.ts";
import { patientActivityTable } from "../../support/worlds/activity-table.ts";
import { refusal } from "../../support/worlds/cognito-app.ts";
import { type OtpApp, type Step, startOtpApp } from "../../support/worlds/otp-app.ts";
import { loadOtpCounts } from "../../support/worlds/otp-counts.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WRONG = "NotAuthorizedException: Incorrect username or password.";
const ORIGINS = "https://app.example.com,https://admin.example.com";

let app: OtpApp;

beforeAll(async () => {
  app = await startOtpApp({ LINK_ORIGINS: ORIGINS });
});

const askForLink = (email: string): Promise<Step> => app.ask(email, "link");

const changed = (token: string) => token.slice(0, -2) + (token.endsWith("AA") ? "BA" : "AA");

/** Whether an answer was wrong: the sign-in ends, or asks again. */
const refusedOr = async (step: Promise<Step>) =>
  (await step).AuthenticationResult ? "signed in" : "refused";

const tokensOf = (step: Step) => step.AuthenticationResult;

describe("a link by mail", () => {
  test("is offered, mailed and signs in with its token", async () => {
    const email = await app.newPerson();
    const first = await app.begin(email);
    expect(first.ChallengeParameters).toMatchObject({ channels: "email sms link" });
    const second = await app.answer(email, first, '{"channel":"link"}');
    const [mail, ...others] = app.sentTo(email);
    expect(others).toEqual([]);
    const token = app.tokenFor(email);
    expect(second).toMatchObject({
      ChallengeName: "CUSTOM_CHALLENGE",
      ChallengeParameters: {
        challenge: "SIGN_IN_LINK",
        linkId: token.slice(0, 22),
        triesLeft: "3",
        expiresAt: new Date(app.cloud.clock.now() + 15 * MINUTE).toISOString(),
      },
    });
    expect(JSON.stringify(second)).not.toContain(token.slice(23));
    expect(mail).toMatchObject({
      channel: "email",
      code: null,
      link: `https://app.example.com/sign-in/link#token=${token}`,
    });
    expect(mail?.subject).toMatch(/link/i);
    expect(mail?.text).toContain("15 minutes");
    expect(tokensOf(await app.answer(email, second, token))).toMatchObject({
      AccessToken: expect.any(String),
    });
  });

  test("is counted by its own name: sent with the codes as well, used apart from them", async () => {
    const before = await loadOtpCounts(app);
    const email = await app.newPerson();
    const step = await app.answer(email, await askForLink(email), changed(app.tokenFor(email)));
    expect(tokensOf(await app.answer(email, step, app.tokenFor(email)))).toBeDefined();
    expect(await loadOtpCounts(app)).toEqual({
      sent: before.sent + 1,
      linksSent: before.linksSent + 1,
      linksUsed: before.linksUsed + 1,
      used: before.used,
    });

    const byCode = await app.newPerson();
    const code = await app.answer(byCode, await app.begin(byCode), '{"channel":"email"}');
    expect(tokensOf(await app.answer(byCode, code, app.codeFor(byCode)))).toBeDefined();
    expect(await loadOtpCounts(app)).toEqual({
      sent: before.sent + 2,
      linksSent: before.linksSent + 1,
      linksUsed: before.linksUsed + 1,
      used: before.used + 1,
    });
  });

  test("is valid for fifteen minutes", async () => {
    const email = await app.newPerson();
    const step = await askForLink(email);
    app.advance(15 * MINUTE);
    expect(await refusal(app.answer(email, step, app.tokenFor(email)))).toContain("NotAuthorizedException");

    const other = await askForLink(email);
    app.advance(15 * MINUTE - 1);
    expect(tokensOf(await app.answer(email, other, app.tokenFor(email)))).toBeDefined();
  });

  test("a changed one is refused, and the right one still works; three changed ones end the sign-in", async () => {
    const email = await app.newPerson();
    let step = await askForLink(email);
    step = await app.answer(email, step, changed(app.tokenFor(email)));
    expect(step.ChallengeParameters).toMatchObject({ challenge: "SIGN_IN_LINK", triesLeft: "2" });
    step = await app.answer(email, step, "123456");
    expect(tokensOf(await app.answer(email, step, app.tokenFor(email)))).toBeDefined();

    app.advance(HOUR);
    step = await askForLink(email);
    const token = app.tokenFor(email);
    for (const other of ["x", changed(token)]) step = await app.answer(email, step, other);
    expect(await refusal(app.answer(email, step, "y"))).toBe(WRONG);
  });

  test("signs in once, and only in its own sign-in", async () => {
    const email = await app.newPerson();
    const step = await askForLink(email);
    const token = app.tokenFor(email);
    await app.answer(email, step, token);
    expect(await refusal(app.answer(email, step, token))).toContain("NotAuthorizedException");
    app.advance(10 * MINUTE);
    const other = await askForLink(email);
    expect(tokensOf(await app.answer(email, other, token))).toBeUndefined();
  });

  test("a second delivery of the event makes the same link and sends it once", async () => {
    app.deliveries = 2;
    const email = await app.newPerson();
    const step = await askForLink(email);
    app.deliveries = 1;
    expect(app.sentTo(email)).toHaveLength(1);
    expect(step.ChallengeParameters).toMatchObject({ linkId: app.tokenFor(email).slice(0, 22) });
    expect(tokensOf(await app.answer(email, step, app.tokenFor(email)))).toBeDefined();
  });

  test("leads to the origin that asked, if it is one of ours", async () => {
    const answer = async (email: string, origin: string) => {
      const step = await app.begin(email);
      await app.admin.send(
        new RespondToAuthChallengeCommand({
          ClientId: app.clientId,
          ChallengeName: "CUSTOM_CHALLENGE",
          ChallengeResponses: { USERNAME: email, ANSWER: '{"channel":"link"}' },
          Session: step.Session,
          ClientMetadata: { origin },
        }),
      );
      return new URL(app.sentTo(email)[0]?.link ?? "").origin;
    };
    expect(await answer(await app.newPerson(), "https://admin.example.com")).toBe(
      "https://admin.example.com",
    );
    expect(await answer(await app.newPerson(), "https://evil.example")).toBe("https://app.example.com");
  });

  test("verifies the address that it was sent to", async () => {
    const email = await app.newPerson({ email_verified: "false" });
    await app.answer(email, await askForLink(email), app.tokenFor(email));
    const { UserAttributes } = await app.admin.send(
      new AdminGetUserCommand({ UserPoolId: app.poolId, Username: email }),
    );
    expect(UserAttributes).toContainEqual({ Name: "email_verified", Value: "true" });
  });

  test("shares its limits with the codes", async () => {
    const email = await app.newPerson();
    const before = await loadOtpCounts(app);
    await app.ask(email);
    await askForLink(email);
    expect(app.sentTo(email)).toHaveLength(1);
    expect(await loadOtpCounts(app)).toEqual({ ...before, sent: before.sent + 1 });
    expect(app.output.join("")).toContain('"message":"sign-in link not sent"');
    app.advance(30_000);
    await askForLink(email);
    expect(app.sentTo(email)).toHaveLength(2);
  });

  test("is in no log, and not in the table", async () => {
    const email = await app.newPerson();
    const step = await askForLink(email);
    const [id = "", secret = ""] = app.tokenFor(email).split(".");
    await app.answer(email, step, changed(app.tokenFor(email)));
    expect(app.output.join("")).not.toContain(secret);
    const item = await activityTable("activity").get(otpKey(id));
    expect(item).toMatchObject({ channel: "link" });
    expect(JSON.stringify(item)).not.toContain(secret);
  });
});

describe("a link that is on its way when its user", () => {
  const administer = (email: string) => ({ UserPoolId: app.poolId, Username: email });

  async function subOf(email: string): Promise<string> {
    const { UserAttributes = [] } = await app.admin.send(new AdminGetUserCommand(administer(email)));
    return String(UserAttributes.find(({ Name }) => Name === "sub")?.Value);
  }

  test("is disabled is refused", async () => {
    const email = await app.newPerson();
    const step = await askForLink(email);
    await app.admin.send(new AdminDisableUserCommand(administer(email)));
    expect(await refusal(app.answer(email, step, app.tokenFor(email)))).toContain("NotAuthorizedException");
  });

  test("sets up a second factor is refused: it must not get around the factor", async () => {
    const email = await app.newPerson({ phone_number: "+4915112345678", phone_number_verified: "true" });
    const step = await askForLink(email);
    await app.admin.send(
      new AdminSetUserMFAPreferenceCommand({
        ...administer(email),
        SMSMfaSettings: { Enabled: true, PreferredMfa: true },
      }),
    );
    expect(tokensOf(await app.answer(email, step, app.tokenFor(email)))).toBeUndefined();
  });

  test.each(["link", "email"] as const)(
    "ends every sign-in is refused, by %s: it may be that of a thief who has left the mailbox",
    async (channel) => {
      const email = await app.newPerson();
      const sub = await subOf(email);
      const ask = async () => app.answer(email, await app.begin(email), JSON.stringify({ channel }));
      const secretOf = () => (channel === "link" ? app.tokenFor(email) : app.codeFor(email));
      const step = await ask();
      app.advance(2_000);
      await sessionStore(patientActivityTable()).revokeAll(sub, app.cloud.clock.now());
      expect(await refusedOr(app.answer(email, step, secretOf()))).toBe("refused");
      app.advance(2 * MINUTE);
      expect(tokensOf(await app.answer(email, await ask(), secretOf()))).toBeDefined();
    },
  );

  test("ends every sign-in is refused also in the same second; one asked for afterwards is not", async () => {
    const email = await app.newPerson();
    const sub = await subOf(email);
    const end = () => sessionStore(patientActivityTable()).revokeAll(sub, app.cloud.clock.now());
    app.advance(1000 - (app.cloud.clock.now() % 1000));
    const step = await askForLink(email);
    app.advance(1);
    await end();
    expect(await refusedOr(app.answer(email, step, app.tokenFor(email)))).toBe("refused");

    app.advance(MINUTE);
    await end();
    const later = await askForLink(email);
    expect(tokensOf(await app.answer(email, later, app.tokenFor(email)))).toBeDefined();
  });

  test("gets another address is refused", async () => {
    const email = await app.newPerson();
    const step = await askForLink(email);
    await app.admin.send(
      new AdminUpdateUserAttributesCommand({
        ...administer(email),
        UserAttributes: [
          { Name: "email", Value: `moved.${email}` },
          { Name: "email_verified", Value: "true" },
        ],
      }),
    );
    expect(tokensOf(await app.answer(`moved.${email}`, step, app.tokenFor(email)))).toBeUndefined();
  });
});

test.each([
  ["an unknown user", async () => "nobody@example.com"],
  [
    "a user with a second factor",
    async () => {
      const email = await app.newPerson({ phone_number: "+4915112345678", phone_number_verified: "true" });
      await app.admin.send(
        new AdminSetUserMFAPreferenceCommand({
          UserPoolId: app.poolId,
          Username: email,
          SMSMfaSettings: { Enabled: true, PreferredMfa: true },
        }),
      );
      return email;
    },
  ],
])("%s gets no link, and the same challenges and errors as every user", async (_what, find) => {
  const steps = async (email: string) => {
    let step = await askForLink(email);
    const seen = [step];
    for (const answer of ["x", "y"]) {
      step = await app.answer(email, step, answer);
      seen.push(step);
    }
    const ended = await refusal(app.answer(email, step, "z"));
    return {
      ended,
      shapes: seen.map(({ ChallengeName, Session, ChallengeParameters = {} }) => {
        const { linkId, USERNAME: _, ...rest } = ChallengeParameters;
        return [ChallengeName, Session?.length, linkId?.length, rest];
      }),
    };
  };
  const email = await find();
  expect(await steps(email)).toEqual(await steps(await app.newPerson()));
  expect(app.sentTo(email)).toEqual([]);
});
