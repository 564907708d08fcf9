import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { jest } from "@jest/globals";
import type { Message } from "../../../local/inbox/message.ts";
import type { LambdaOutcome } from "../../../local/lambda/lambda-invoker.ts";
import { cognitoClient } from "../clients/cognito-client.ts";
import { fakeDate } from "./fake-date.ts";
import { SMS_CONFIGURATION } from "./mfa-app.ts";
import { withoutTimeouts } from "./standing-clock.ts";
import { startTestCloud, type TestCloud } from "./test-cloud.ts";

type Handler = (event: never) => Promise<unknown>;

/** How the triggers are set up here, where a test says nothing else. */
const ENVIRONMENT = {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  ACTIVITY_TABLE_NAME: "otp-Activity",
  APP_NAME: "Acme",
  BRAND_COLOR: "#1a56db",
  DEFAULT_LANGUAGE: "en",
  MAIL_FROM: "no-reply@example.com",
  SMS_COUNTRIES: "DE,US",
  OTP_SECONDS: "180",
  OTP_SENDS_PER_HOUR: "5",
  OTP_PAUSE_SECONDS: "30",
  OTP_TRIES_PER_DAY: "50",
  ANSWER_MILLISECONDS: "1",
};

const TABLE = {
  Resources: {
    Activity: {
      Type: "AWS::DynamoDB::Table",
      Properties: {
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: ["PK", "SK", "GSI1PK", "GSI1SK"].map((AttributeName) => ({
          AttributeName,
          AttributeType: "S",
        })),
        KeySchema: [
          { AttributeName: "PK", KeyType: "HASH" },
          { AttributeName: "SK", KeyType: "RANGE" },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: "GSI1",
            KeySchema: [
              { AttributeName: "GSI1PK", KeyType: "HASH" },
              { AttributeName: "GSI1SK", KeyType: "RANGE" },
            ],
            Projection: { ProjectionType: "ALL" },
          },
        ],
      },
    },
  },
};

const TRIGGERS = {
  DefineAuthChallenge: "define-auth-challenge",
  CreateAuthChallenge: "create-auth-challenge",
  VerifyAuthChallengeResponse: "verify-auth-challenge-response",
} as const;

type Trigger = keyof typeof TRIGGERS;

const arnOf = (trigger: Trigger) => `arn:aws:lambda:us-east-1:000000000000:function:${trigger}`;

export interface Step {
  readonly ChallengeName?: string | undefined;
  readonly Session?: string | undefined;
  readonly ChallengeParameters?: Readonly<Record<string, string>> | undefined;
  readonly AuthenticationResult?: object | undefined;
}

/** A pool whose sign-in by code is the real triggers, in this process, over the local cloud. Triggers and cloud share a clock. */
export interface OtpApp extends AsyncDisposable {
  readonly cloud: TestCloud;
  readonly cognito: ReturnType<typeof cognitoClient>;
  readonly poolId: string;
  readonly clientId: string;
  /** The events that the triggers got, oldest first, as they came. */
  readonly events: { readonly trigger: Trigger; readonly event: Record<string, unknown> }[];
  /** What the triggers printed. */
  readonly output: string[];
  readonly triggers: Readonly<Record<Trigger, Handler>>;
  /** How often Cognito delivers each event: 2 is what it does when an answer is late. */
  deliveries: number;
  advance(milliseconds: number): void;
  /** Somebody nobody else is, by e-mail address; verified unless said otherwise. */
  newPerson(attributes?: Readonly<Record<string, string>>): Promise<string>;
  begin(username: string, more?: Readonly<Record<string, string>>): Promise<Step>;
  answer(username: string, step: Step, answer: string): Promise<Step>;
  /** Begins and chooses the way: the challenge that asks for the code. */
  ask(username: string, channel?: "email" | "sms"): Promise<Step>;
  sentTo(address: string): readonly Message[];
  codeFor(address: string): string;
}

export const OTP_PASSWORD = "Correct-Horse-9";

export async function startOtpApp(environment: Partial<typeof ENVIRONMENT> = {}): Promise<OtpApp> {
  const events: OtpApp["events"] = [];
  const output: string[] = [];
  const handlers: Partial<Record<Trigger, Handler>> = {};

  async function invoke(arn: string, event: unknown): Promise<LambdaOutcome> {
    const trigger = arn.split(":").at(-1) as Trigger;
    events.push({ trigger, event: structuredClone(event) as Record<string, unknown> });
    let outcome: LambdaOutcome = { kind: "unreachable", reason: arn };
    for (let delivery = 0; delivery < app.deliveries; delivery += 1) {
      try {
        outcome = { kind: "result", payload: await handlers[trigger]?.(structuredClone(event) as never) };
      } catch (error) {
        const { name, message } = error as Error;
        outcome = { kind: "function-error", errorType: name, errorMessage: message };
      }
    }
    return outcome;
  }

  const cloud = await startTestCloud({ lambdas: { invoke } });
  fakeDate(cloud.clock.now());
  const giveBackTimeouts = withoutTimeouts();
  const write = jest.spyOn(process.stdout, "write").mockImplementation((line) => {
    output.push(String(line));
    return true;
  });
  Object.assign(process.env, ENVIRONMENT, environment, { AWS_ENDPOINT_URL: cloud.endpoint });
  await cloud.provision(TABLE, { stackName: "otp", apiUrl: "http://localhost:3000" });
  // Not before: they read the environment as they load.
  for (const [trigger, file] of Object.entries(TRIGGERS)) {
    const { handler } = await import(`../../../triggers/${file}.ts`);
    handlers[trigger as Trigger] = handler;
  }

  const cognito = cognitoClient(cloud.endpoint);
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: "people",
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
      LambdaConfig: Object.fromEntries(
        Object.keys(TRIGGERS).map((trigger) => [trigger, arnOf(trigger as Trigger)]),
      ),
    }),
  );
  await cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: UserPool?.Id,
      SoftwareTokenMfaConfiguration: { Enabled: true },
      SmsMfaConfiguration: { SmsConfiguration: SMS_CONFIGURATION },
      MfaConfiguration: "OPTIONAL",
    }),
  );
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: UserPool?.Id,
      ClientName: "spa",
      ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH"],
      PreventUserExistenceErrors: "ENABLED",
      AuthSessionValidity: 5,
    }),
  );
  let people = 0;
  const poolId = UserPool?.Id ?? "";
  const clientId = UserPoolClient?.ClientId ?? "";

  const app: OtpApp = {
    cloud,
    cognito,
    poolId,
    clientId,
    events,
    output,
    triggers: handlers as Record<Trigger, Handler>,
    deliveries: 1,
    advance: (milliseconds) => {
      cloud.clock.advance(milliseconds);
      jest.setSystemTime(cloud.clock.now());
    },
    newPerson: async (attributes = {}) => {
      people += 1;
      const email = `person.${people}@example.com`;
      const all = { email, email_verified: "true", ...attributes };
      await cognito.send(
        new AdminCreateUserCommand({
          UserPoolId: poolId,
          Username: email,
          MessageAction: "SUPPRESS",
          UserAttributes: Object.entries(all).map(([Name, Value]) => ({ Name, Value })),
        }),
      );
      await cognito.send(
        new AdminSetUserPasswordCommand({
          UserPoolId: poolId,
          Username: email,
          Password: OTP_PASSWORD,
          Permanent: true,
        }),
      );
      return email;
    },
    begin: (USERNAME, more = {}) =>
      cognito.send(
        new InitiateAuthCommand({
          ClientId: clientId,
          AuthFlow: "CUSTOM_AUTH",
          AuthParameters: { USERNAME, ...more },
        }),
      ),
    answer: (USERNAME, { ChallengeName, Session }, ANSWER) =>
      cognito.send(
        new RespondToAuthChallengeCommand({
          ClientId: clientId,
          ChallengeName: ChallengeName as "CUSTOM_CHALLENGE",
          ChallengeResponses: { USERNAME, ANSWER },
          Session,
        }),
      ),
    ask: async (username, channel = "email") =>
      app.answer(username, await app.begin(username), JSON.stringify({ channel })),
    sentTo: (address) => cloud.inbox.list(address),
    codeFor: (address) => {
      const code = cloud.inbox.list(address)[0]?.code;
      if (code == null) throw new Error(`no code was sent to ${address}`);
      return code;
    },
    [Symbol.asyncDispose]: async () => {
      write.mockRestore();
      jest.useRealTimers();
      giveBackTimeouts();
      cognito.destroy();
      await cloud.close();
    },
  };
  return app;
}

/** Another code than the one that was sent. */
export const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
