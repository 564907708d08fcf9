import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { jest } from "@jest/globals";
import type { Message } from "../../../local/inbox/message.ts";
import { closeAtEnd } from "./close-at-end.ts";
import { type Environment, setAwsEndpoint, setEnvironment } from "./environment.ts";
import { fakeDate } from "./fake-date.ts";
import { arnOf, inProcessLambdas, Outcome, outcomeOf } from "./in-process-lambdas.ts";
import { SMS_CONFIGURATION } from "./mfa-app.ts";
import { loadTrigger, type TriggerHandler } from "./service-triggers.ts";
import { withoutTimeouts } from "./standing-clock.ts";
import { startWorld, type World } from "./world.ts";

const TRIGGERS = ["DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"] as const;

type Trigger = (typeof TRIGGERS)[number];

export interface Step {
  readonly ChallengeName?: string | undefined;
  readonly Session?: string | undefined;
  readonly ChallengeParameters?: Readonly<Record<string, string>> | undefined;
  readonly AuthenticationResult?: object | undefined;
}

/** A pool whose sign-in by code is the real triggers, in this process, over the local cloud. Triggers and cloud share a clock. */
export interface OtpApp extends World {
  /** The events that the triggers got, oldest first, as they came. */
  readonly events: { readonly trigger: Trigger; readonly event: Record<string, unknown> }[];
  /** What the triggers printed. */
  readonly output: string[];
  readonly triggers: Readonly<Record<Trigger, TriggerHandler>>;
  /** How often Cognito delivers each event: 2 is what it does when an answer is late. */
  deliveries: number;
  advance(milliseconds: number): void;
  /** A new user, by e-mail address; verified unless said otherwise. */
  newPerson(attributes?: Readonly<Record<string, string>>): Promise<string>;
  begin(username: string, more?: Readonly<Record<string, string>>): Promise<Step>;
  answer(username: string, step: Step, answer: string): Promise<Step>;
  /** Begins and chooses the channel: the challenge that asks for the code or link. */
  ask(username: string, channel?: "email" | "sms" | "link"): Promise<Step>;
  sentTo(address: string): readonly Message[];
  codeFor(address: string): string;
  /** The token of the last link. */
  tokenFor(address: string): string;
}

export const OTP_PASSWORD = "Correct-Horse-9";

export async function startOtpApp(environment: Environment = {}): Promise<OtpApp> {
  const events: OtpApp["events"] = [];
  const output: string[] = [];
  const handlers: Partial<Record<Trigger, TriggerHandler>> = {};
  const world = await startWorld({
    table: true,
    lambdas: inProcessLambdas(async (event: Record<string, unknown>, name) => {
      const trigger = name as Trigger;
      events.push({ trigger, event: structuredClone(event) });
      let outcome: unknown;
      for (let delivery = 0; delivery < app.deliveries; delivery += 1) {
        outcome = new Outcome(await outcomeOf(() => handlers[trigger]?.(structuredClone(event) as never)));
      }
      return outcome;
    }),
    pool: {
      AutoVerifiedAttributes: [],
      LambdaConfig: Object.fromEntries(TRIGGERS.map((trigger) => [trigger, arnOf(trigger)])),
    },
    client: {
      ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH"],
      PreventUserExistenceErrors: "ENABLED",
      // As resources/app-clients.yml has it.
      AuthSessionValidity: environment.LINK_ORIGINS === undefined ? 5 : 15,
    },
  });
  const { cloud, admin, poolId, clientId } = world;
  await admin.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: poolId,
      SoftwareTokenMfaConfiguration: { Enabled: true },
      SmsMfaConfiguration: { SmsConfiguration: SMS_CONFIGURATION },
      MfaConfiguration: "OPTIONAL",
    }),
  );
  fakeDate(cloud.clock.now());
  closeAtEnd({ stop: () => jest.useRealTimers() });
  closeAtEnd({ stop: withoutTimeouts() });
  const write = jest.spyOn(process.stdout, "write").mockImplementation((line) => {
    output.push(String(line));
    return true;
  });
  closeAtEnd({ stop: () => write.mockRestore() });
  setAwsEndpoint(cloud.endpoint);
  setEnvironment({ MAIL_FROM: "no-reply@example.com", SMS_COUNTRIES: "DE,US", ...environment });
  // Not before: they read the environment as they load.
  for (const trigger of TRIGGERS) handlers[trigger] = await loadTrigger(trigger);
  let people = 0;

  const app: OtpApp = {
    ...world,
    events,
    output,
    triggers: handlers as Record<Trigger, TriggerHandler>,
    deliveries: 1,
    advance: (milliseconds) => {
      cloud.clock.advance(milliseconds);
      jest.setSystemTime(cloud.clock.now());
    },
    newPerson: async (attributes = {}) => {
      people += 1;
      const email = `person.${people}@example.com`;
      const all = { email, email_verified: "true", ...attributes };
      await admin.send(
        new AdminCreateUserCommand({
          UserPoolId: poolId,
          Username: email,
          MessageAction: "SUPPRESS",
          UserAttributes: Object.entries(all).map(([Name, Value]) => ({ Name, Value })),
        }),
      );
      await admin.send(
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
      admin.send(
        new InitiateAuthCommand({
          ClientId: clientId,
          AuthFlow: "CUSTOM_AUTH",
          AuthParameters: { USERNAME, ...more },
        }),
      ),
    answer: (USERNAME, { ChallengeName, Session }, ANSWER) =>
      admin.send(
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
    tokenFor: (address) => {
      const token = /#token=([\w-]{22}\.[\w-]{43})/.exec(app.sentTo(address)[0]?.text ?? "")?.[1];
      if (token === undefined) throw new Error(`no link was sent to ${address}`);
      return token;
    },
  };
  return app;
}

/** Another code than the one that was sent. */
export const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
