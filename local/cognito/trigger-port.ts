import type { ServiceError } from "../protocol/service-error.ts";
import type { Pool } from "./state/pool-repository.ts";
import type { User } from "./state/user-repository.ts";

/**
 * The Lambda triggers of a pool, by their name in LambdaConfig, and the sources that their events name: what the local cloud runs.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-lambda-triggers.html
 */
export const TRIGGER_SOURCES = {
  PreSignUp: ["PreSignUp_SignUp", "PreSignUp_AdminCreateUser", "PreSignUp_ExternalProvider"],
  PostConfirmation: ["PostConfirmation_ConfirmSignUp", "PostConfirmation_ConfirmForgotPassword"],
  PreAuthentication: ["PreAuthentication_Authentication"],
  PostAuthentication: ["PostAuthentication_Authentication"],
  CustomMessage: [
    "CustomMessage_SignUp",
    "CustomMessage_AdminCreateUser",
    "CustomMessage_ResendCode",
    "CustomMessage_ForgotPassword",
    "CustomMessage_UpdateUserAttribute",
    "CustomMessage_VerifyUserAttribute",
    "CustomMessage_Authentication",
  ],
  PreTokenGeneration: [
    "TokenGeneration_HostedAuth",
    "TokenGeneration_Authentication",
    "TokenGeneration_NewPasswordChallenge",
    "TokenGeneration_AuthenticateDevice",
    "TokenGeneration_RefreshTokens",
    "TokenGeneration_ClientCredentials",
  ],
  DefineAuthChallenge: ["DefineAuthChallenge_Authentication"],
  CreateAuthChallenge: ["CreateAuthChallenge_Authentication"],
  VerifyAuthChallengeResponse: ["VerifyAuthChallengeResponse_Authentication"],
  UserMigration: ["UserMigration_Authentication", "UserMigration_ForgotPassword"],
  // Those of CustomMessage, in its place.
  CustomEmailSender: [],
  CustomSMSSender: [],
  InboundFederation: ["InboundFederation_ExternalProvider"],
} as const;

export type TriggerName = keyof typeof TRIGGER_SOURCES;

type ListedSource = (typeof TRIGGER_SOURCES)[TriggerName][number];

/** What a message is sent for. */
export type MessageSource = Extract<ListedSource, `CustomMessage_${string}`>;

/** What tokens are issued for. */
export type TokenSource = Extract<ListedSource, `TokenGeneration_${string}`>;

type Sender = "CustomEmailSender" | "CustomSMSSender";
type SenderSourceOf<Source extends string> = Source extends `CustomMessage_${infer Event}`
  ? `${Sender}_${Event}`
  : never;

/** What a pool's own sender is called for. */
export type SenderSource = SenderSourceOf<MessageSource>;

export interface TriggerCall {
  readonly pool: Pool;
  readonly trigger: TriggerName;
  readonly source: ListedSource | SenderSource;
  readonly username: string;
  /** `null` if an administrator acts: Cognito writes `CLIENT_ID_NOT_APPLICABLE`. */
  readonly clientId: string | null;
  /** The event's `request`: userAttributes, validationData, clientMetadata and what the trigger has besides. */
  readonly request: Readonly<Record<string, unknown>>;
  /** The event's `response` before the function fills it in. */
  readonly response?: Readonly<Record<string, unknown>>;
}

/** Runs triggers. */
export interface Triggers {
  /**
   * Calls the pool's Lambda for that trigger and answers the `response` it returned; `null` where the pool has none.
   * @throws ServiceError UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException.
   */
  run(call: TriggerCall): Promise<Readonly<Record<string, unknown>> | null>;
  /** Tells the developer which part of a response Cognito can't use. @returns the error that the client gets */
  refuseResponse(trigger: TriggerName, problem: string): ServiceError;
}

export interface OutgoingCode {
  readonly pool: Pool;
  readonly user: User;
  readonly clientId: string | null;
  readonly source: MessageSource;
  readonly medium: "EMAIL" | "SMS";
  /** The address it goes to. */
  readonly to: string;
  /** The code, or for an invitation the temporary password. */
  readonly code: string;
  readonly clientMetadata: Readonly<Record<string, string>>;
}

/** Sends the pool's mails and text messages: CustomMessage trigger first, the pool's templates otherwise. */
export interface Messages {
  /**
   * Sends it.
   * @throws ServiceError as {@link Triggers.run} does.
   */
  send(message: OutgoingCode): Promise<void>;
}
