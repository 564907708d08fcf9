import { createHmac, randomBytes } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { g, N, power } from "../../../../local/cognito/domain/srp-group.ts";
import {
  answerChallenge,
  respond,
  srpSignIn,
  srpTimestamp,
  startSrp,
} from "../../../support/clients/srp-client.ts";
import {
  type CognitoApp,
  claimsOf,
  PASSWORD,
  refusal,
  signUp,
  signUpConfirmed,
  startCognitoApp,
} from "../../../support/worlds/cognito-app.ts";

const MINUTE = 60 * 1000;
const WRONG = "NotAuthorizedException: Incorrect username or password.";

describe("an SRP sign-in", () => {
  let app: CognitoApp;
  let sub: string;
  beforeAll(async () => {
    app = await startCognitoApp();
    sub = await signUpConfirmed(app, "ada@example.com");
  });

  test("verifies the password without sending it", async () => {
    const { AuthenticationResult } = await srpSignIn(app, "ada@example.com", PASSWORD);
    expect(claimsOf(AuthenticationResult?.AccessToken)).toMatchObject({ sub, token_use: "access" });
    expect(AuthenticationResult?.RefreshToken).toEqual(expect.any(String));
  });

  test("returns Cognito's challenge, without a Session, as AWS does", async () => {
    const output = await app.server.admin.send(
      new InitiateAuthCommand({
        ClientId: app.clientId,
        AuthFlow: "USER_SRP_AUTH",
        AuthParameters: { USERNAME: "ada@example.com", SRP_A: "abcdef" },
      }),
    );
    expect(output.ChallengeName).toBe("PASSWORD_VERIFIER");
    expect(output.Session).toBeUndefined();
    expect(output.ChallengeParameters).toEqual({
      SALT: expect.stringMatching(/^[0-9a-f]{20,32}$/),
      SRP_B: expect.stringMatching(/^[0-9a-f]{700,768}$/),
      SECRET_BLOCK: expect.stringMatching(/^[\w+/=]+$/),
      USERNAME: sub,
      USER_ID_FOR_SRP: sub,
    });
  });

  test("refuses a signature of another password", async () => {
    expect(await refusal(srpSignIn(app, "ada@example.com", "Wrong-Horse-9"))).toBe(WRONG);
    expect(await refusal(srpSignIn(app, "ada@example.com", PASSWORD))).toBe("not refused");
  });

  test.each([
    ["zero", "0"],
    ["N", N.toString(16)],
    ["a multiple of N", (3n * N).toString(16)],
    ["not a number", "xyz"],
  ])("refuses an SRP_A that is %s", async (_what, SRP_A) => {
    const command = new InitiateAuthCommand({
      ClientId: app.clientId,
      AuthFlow: "USER_SRP_AUTH",
      AuthParameters: { USERNAME: "ada@example.com", SRP_A },
    });
    expect(await refusal(app.server.admin.send(command))).toBe("InvalidParameterException: Invalid SRP_A");
  });

  test("accepts one answer per challenge, right or wrong", async () => {
    const { secret, challenge } = await startSrp(app, "ada@example.com");
    const right = answerChallenge(app, secret, challenge, { password: PASSWORD });
    await respond(app, right);
    expect(await refusal(respond(app, right))).toBe(WRONG);

    const second = await startSrp(app, "ada@example.com");
    const wrong = answerChallenge(app, second.secret, second.challenge, { password: "Wrong-Horse-9" });
    expect(await refusal(respond(app, wrong))).toBe(WRONG);
    const late = answerChallenge(app, second.secret, second.challenge, { password: PASSWORD });
    expect(await refusal(respond(app, late))).toBe(WRONG);
  });

  test("does not accept one challenge's answer for another", async () => {
    const one = await startSrp(app, "ada@example.com");
    const other = await startSrp(app, "ada@example.com");
    const answer = answerChallenge(app, one.secret, one.challenge, { password: PASSWORD });
    const PASSWORD_CLAIM_SECRET_BLOCK = other.challenge.SECRET_BLOCK ?? "";
    expect(await refusal(respond(app, { ...answer, PASSWORD_CLAIM_SECRET_BLOCK }))).toBe(WRONG);
  });

  test("does not accept an answer for another user or through another client", async () => {
    await signUpConfirmed(app, "eve@example.com");
    const { secret, challenge } = await startSrp(app, "eve@example.com");
    const answer = answerChallenge(app, secret, challenge, { password: PASSWORD });
    expect(await refusal(respond(app, { ...answer, USERNAME: sub }))).toBe(WRONG);
    const { UserPoolClient } = await app.server.admin.send(
      new CreateUserPoolClientCommand({ UserPoolId: app.poolId, ClientName: "other" }),
    );
    const again = await startSrp(app, "eve@example.com");
    const second = answerChallenge(app, again.secret, again.challenge, { password: PASSWORD });
    expect(await refusal(respond(app, second, UserPoolClient?.ClientId))).toBe(WRONG);
  });

  test("refuses an answer after three minutes", async () => {
    const { secret, challenge } = await startSrp(app, "ada@example.com");
    app.server.clock.advance(3 * MINUTE);
    const answer = answerChallenge(app, secret, challenge, { password: PASSWORD });
    expect(await refusal(respond(app, answer))).toBe(
      "NotAuthorizedException: Invalid session for the user, session is expired.",
    );
  });

  test("refuses a stale or malformed timestamp", async () => {
    const { secret, challenge } = await startSrp(app, "ada@example.com");
    const stale = srpTimestamp(app.server.clock.now() - 6 * MINUTE);
    const answer = (timestamp: string) =>
      respond(app, answerChallenge(app, secret, challenge, { password: PASSWORD, timestamp }));
    expect(await refusal(answer(stale))).toBe(
      "InvalidParameterException: TIMESTAMP is too far from the current time.",
    );
    expect(await refusal(answer("2026-01-15T12:00:00Z"))).toBe(
      "InvalidParameterException: TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.",
    );
  });

  test.each([
    ["a day with a leading zero", (stamp: string) => stamp.replace(" 5 ", " 05 ")],
    ["another weekday", (stamp: string) => stamp.replace(/^\w+/, (day) => (day === "Mon" ? "Tue" : "Mon"))],
    ["an hour without a leading zero", (stamp: string) => stamp.replace(" 03:", " 3:")],
    ["GMT", (stamp: string) => stamp.replace("UTC", "GMT")],
  ])("treats a signed timestamp with %s as a wrong password, as AWS does", async (_what, spoil) => {
    const { clock } = app.server;
    clock.advance(Date.UTC(2031, 8, 5, 3) - clock.now());
    await signUpConfirmed(app, "zero@example.com").catch(() => {});
    const stamp = srpTimestamp(clock.now());
    expect(spoil(stamp)).not.toBe(stamp);
    const { secret, challenge } = await startSrp(app, "zero@example.com");
    const answer = answerChallenge(app, secret, challenge, { password: PASSWORD, timestamp: spoil(stamp) });
    expect(await refusal(respond(app, answer))).toBe(WRONG);
    expect(await refusal(srpSignIn(app, "zero@example.com", PASSWORD))).toBe("not refused");
  });

  test.each([
    "2026-01-15",
    "Do Jan 15 12:00:00 UTC 2026",
    "Thu Jan 15 12:00:00 CET 2026",
    "Thu, 15 Jan 2026 12:00:00 UTC",
    "thu jan 15 12:00:00 utc 2026",
    "0",
  ])("refuses a timestamp in another format: %s", async (timestamp) => {
    const { secret, challenge } = await startSrp(app, "ada@example.com");
    const answer = answerChallenge(app, secret, challenge, { password: PASSWORD, timestamp });
    expect(await refusal(respond(app, answer))).toBe(
      "InvalidParameterException: TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.",
    );
  });

  test.each(["", "AAAA", "bm90IGEgYmxvY2s=", "not base64 at all"])(
    "refuses a made-up secret block or signature like a wrong password: %j",
    async (madeUp) => {
      const { secret, challenge } = await startSrp(app, "ada@example.com");
      const answer = answerChallenge(app, secret, challenge, { password: PASSWORD });
      for (const name of ["PASSWORD_CLAIM_SECRET_BLOCK", "PASSWORD_CLAIM_SIGNATURE"]) {
        expect(await refusal(respond(app, { ...answer, [name]: madeUp }))).toBe(
          madeUp === "" ? `InvalidParameterException: Missing required parameter ${name}` : WRONG,
        );
      }
    },
  );

  test("returns the same challenge to an unknown user every time, and finally refuses with the same message", async () => {
    const known = await startSrp(app, "ada@example.com");
    const [one, two] = [await startSrp(app, "ghost@example.com"), await startSrp(app, "ghost@example.com")];
    expect(Object.keys(one.challenge)).toEqual(Object.keys(known.challenge));
    expect(one.challenge.USER_ID_FOR_SRP).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-70[\da-f]{2}-[\da-f]{4}-[\da-f]{12}$/,
    );
    expect(two.challenge).toMatchObject({
      SALT: one.challenge.SALT,
      USER_ID_FOR_SRP: one.challenge.USER_ID_FOR_SRP,
    });
    expect(two.challenge.SRP_B).not.toBe(one.challenge.SRP_B);
    expect(await refusal(srpSignIn(app, "ghost@example.com", PASSWORD))).toBe(WRONG);
  });

  test("counts wrong signatures like wrong passwords", async () => {
    await signUpConfirmed(app, "slow@example.com");
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await refusal(srpSignIn(app, "slow@example.com", "Wrong-Horse-9"))).toBe(WRONG);
    }
    expect(await refusal(srpSignIn(app, "slow@example.com", PASSWORD))).toBe(
      "NotAuthorizedException: Password attempts exceeded",
    );
  });

  test("refuses an unconfirmed user at the second step, with a right or wrong password, every time", async () => {
    await signUp(app, "eager@example.com");
    const begun = await startSrp(app, "eager@example.com");
    const known = await startSrp(app, "ada@example.com");
    expect(Object.keys(begun.challenge)).toEqual(Object.keys(known.challenge));
    for (const password of [PASSWORD, ...Array.from({ length: 6 }, () => "Wrong-Horse-9"), PASSWORD]) {
      expect(await refusal(srpSignIn(app, "eager@example.com", password))).toBe(
        "UserNotConfirmedException: User is not confirmed.",
      );
    }
  });

  test("a challenge that was not asked can't be answered", async () => {
    const command = new RespondToAuthChallengeCommand({
      ClientId: app.clientId,
      ChallengeName: "ADMIN_NO_SRP_AUTH",
      ChallengeResponses: { USERNAME: "ada@example.com" },
      Session: "x".repeat(40),
    });
    expect(await refusal(app.server.admin.send(command))).toBe(
      "InvalidParameterException: Challenge ADMIN_NO_SRP_AUTH can't be responded to.",
    );
  });
});

describe("SRP in a pool with usernames and aliases", () => {
  let app: CognitoApp;
  let sub: string;
  beforeAll(async () => {
    app = await startCognitoApp({
      pool: { UsernameAttributes: undefined, AliasAttributes: ["email"] },
      client: { GenerateSecret: true, PreventUserExistenceErrors: "LEGACY" },
    });
    const { admin } = app.server;
    const of = { UserPoolId: app.poolId, Username: "ada" };
    const { User } = await admin.send(
      new AdminCreateUserCommand({
        ...of,
        UserAttributes: [
          { Name: "email", Value: "ada@example.com" },
          { Name: "email_verified", Value: "true" },
        ],
        MessageAction: "SUPPRESS",
      }),
    );
    sub = User?.Attributes?.find(({ Name }) => Name === "sub")?.Value ?? "";
    await admin.send(new AdminSetUserPasswordCommand({ ...of, Password: PASSWORD, Permanent: true }));
  });

  const hashOf = (name: string) =>
    createHmac("sha256", app.clientSecret ?? "")
      .update(`${name}${app.clientId}`)
      .digest("base64");

  async function begin(USERNAME: string) {
    const secret = randomBytes(32);
    const SRP_A = power(g, secret).toString(16);
    const { ChallengeParameters = {} } = await app.server.admin.send(
      new InitiateAuthCommand({
        ClientId: app.clientId,
        AuthFlow: "USER_SRP_AUTH",
        AuthParameters: { USERNAME, SRP_A, SECRET_HASH: hashOf(USERNAME) },
      }),
    );
    return { secret, challenge: ChallengeParameters };
  }

  test.each(["ada", "ada@example.com"])("%s gets the challenge of the username", async (name) => {
    const { secret, challenge } = await begin(name);
    expect(challenge).toMatchObject({ USERNAME: "ada", USER_ID_FOR_SRP: "ada" });
    const answer = answerChallenge(app, secret, challenge, { password: PASSWORD });
    const { AuthenticationResult } = await respond(app, { ...answer, SECRET_HASH: hashOf("ada") });
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  });

  test("the response's SECRET_HASH is computed from the username, not from an alias", async () => {
    const { secret, challenge } = await begin("ada@example.com");
    const answer = answerChallenge(app, secret, challenge, { password: PASSWORD });
    for (const USERNAME of ["ada", "ada@example.com"]) {
      const SECRET_HASH = hashOf("ada@example.com");
      expect(await refusal(respond(app, { ...answer, USERNAME, SECRET_HASH }))).toBe(
        `NotAuthorizedException: Unable to verify secret hash for client ${app.clientId}`,
      );
    }
  });

  test("a sub that is not the username is not a name to sign in with", async () => {
    expect(await refusal(begin(sub))).toBe("UserNotFoundException: User does not exist.");
    const AuthParameters = { USERNAME: sub, PASSWORD, SECRET_HASH: hashOf(sub) };
    const command = new InitiateAuthCommand({
      ClientId: app.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters,
    });
    expect(await refusal(app.server.admin.send(command))).toBe("UserNotFoundException: User does not exist.");
    const known = new AdminGetUserCommand({ UserPoolId: app.poolId, Username: sub });
    expect((await app.server.admin.send(known)).Username).toBe("ada");
  });
});
