import {
  AdminCreateUserCommand,
  type AuthFlowType,
  type ChallengeNameType,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  type CognitoApp,
  lastCode,
  PASSWORD,
  refusal,
  signUpConfirmed,
} from "../../../support/worlds/cognito-app.ts";
import { createClient } from "../../../support/worlds/cognito-pool.ts";
import { ADA, OWN_SENDER } from "../../../support/worlds/mfa-app.ts";
import { startPasswordlessApp } from "../../../support/worlds/passwordless-app.ts";

const EVE = "eve@example.com";
const NEW_PASSWORD = "Another-Horse-9";
const INVALID = "NotAuthorizedException: Invalid session for the user.";
let newcomers = 0;

let app: CognitoApp;
let otherClient: string;

beforeAll(async () => {
  const flows = ["ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH"] as const;
  app = await startPasswordlessApp(undefined, {
    pool: { EmailConfiguration: OWN_SENDER },
    client: { ExplicitAuthFlows: [...flows] },
  });
  otherClient = await createClient(app.server, app.poolId, { ExplicitAuthFlows: [...flows] });
  await signUpConfirmed(app, EVE);
  await signUpConfirmed(app, ADA);
});

/** An open challenge and its right response. */
interface Asked {
  readonly ChallengeName: ChallengeNameType;
  readonly Session: string | undefined;
  readonly responses: Record<string, string>;
}

async function begin(AuthFlow: AuthFlowType, AuthParameters: Record<string, string>) {
  const { Session } = await app.server.admin.send(
    new InitiateAuthCommand({ ClientId: app.clientId, AuthFlow, AuthParameters }),
  );
  return Session;
}

const respond = ({ ChallengeName, Session, responses }: Asked, ClientId = app.clientId) =>
  refusal(
    app.server.admin.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName,
        ...(Session !== undefined && { Session }),
        ChallengeResponses: responses,
      }),
    ),
  );

const ask: readonly (() => Promise<Asked>)[] = [
  async function selectChallenge() {
    const Session = await begin("USER_AUTH", { USERNAME: ADA });
    return {
      ChallengeName: "SELECT_CHALLENGE",
      Session,
      responses: { USERNAME: ADA, ANSWER: "PASSWORD", PASSWORD },
    };
  },
  async function password() {
    const Session = await begin("USER_AUTH", { USERNAME: ADA, PREFERRED_CHALLENGE: "PASSWORD" });
    return { ChallengeName: "PASSWORD", Session, responses: { USERNAME: ADA, PASSWORD } };
  },
  async function emailCode() {
    const Session = await begin("USER_AUTH", { USERNAME: ADA, PREFERRED_CHALLENGE: "EMAIL_OTP" });
    return {
      ChallengeName: "EMAIL_OTP",
      Session,
      responses: { USERNAME: ADA, EMAIL_OTP_CODE: lastCode(app, ADA) },
    };
  },
  async function newPassword() {
    newcomers += 1;
    const USERNAME = `new${newcomers}@example.com`;
    await app.server.admin.send(
      new AdminCreateUserCommand({
        UserPoolId: app.poolId,
        Username: USERNAME,
        TemporaryPassword: PASSWORD,
        MessageAction: "SUPPRESS",
      }),
    );
    const Session = await begin("USER_PASSWORD_AUTH", { USERNAME, PASSWORD });
    return { ChallengeName: "NEW_PASSWORD_REQUIRED", Session, responses: { USERNAME, NEW_PASSWORD } };
  },
];

describe.each(ask.map((asks) => [asks.name, asks] as const))("the session of %s", (_, asks) => {
  test("is valid once: of five concurrent right responses one succeeds, and none later", async () => {
    const asked = await asks();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => respond(asked)));
    expect(outcomes.sort()).toEqual([INVALID, INVALID, INVALID, INVALID, "not refused"]);
    expect(await respond(asked)).toBe(INVALID);
  });

  test("is valid only for its user", async () => {
    const asked = await asks();
    expect(await respond({ ...asked, responses: { ...asked.responses, USERNAME: EVE } })).toBe(INVALID);
  });

  test("is valid only for its client", async () => {
    expect(await respond(await asks(), otherClient)).toBe(INVALID);
  });

  test("is valid only for its own challenge, whatever other responses are sent", async () => {
    const { Session, ChallengeName, responses } = await asks();
    const others = ["SOFTWARE_TOKEN_MFA", "SMS_MFA", "NEW_PASSWORD_REQUIRED", "EMAIL_OTP"] as const;
    const everything = {
      ...responses,
      SOFTWARE_TOKEN_MFA_CODE: "000000",
      SMS_MFA_CODE: "000000",
      EMAIL_OTP_CODE: "00000000",
      NEW_PASSWORD,
    };
    const other = others.find((name) => name !== ChallengeName) ?? "SMS_MFA";
    expect(await respond({ Session, ChallengeName: other, responses: everything })).toBe(INVALID);
  });

  test("is valid for three minutes", async () => {
    const asked = await asks();
    app.server.clock.advance(3 * 60 * 1000);
    expect(await respond(asked)).toBe(
      "NotAuthorizedException: Invalid session for the user, session is expired.",
    );
  });

  test("is refused when it is missing, made up or shortened", async () => {
    const asked = await asks();
    const cut = asked.Session?.slice(0, -1);
    for (const Session of [undefined, "x".repeat(128), cut]) {
      expect(await respond({ ...asked, Session })).not.toBe("not refused");
    }
    expect(await respond(asked)).toBe("not refused");
  });
});
