import type { ServiceError } from "../protocol/service-error.ts";
import type { Pool } from "./state/pool-repository.ts";
import type { User } from "./state/user-repository.ts";

/** The Lambda triggers of a pool, by their name in LambdaConfig. */
export type TriggerName =
  | "PreSignUp"
  | "PostConfirmation"
  | "PreAuthentication"
  | "PostAuthentication"
  | "CustomMessage"
  | "PreTokenGeneration"
  | "DefineAuthChallenge"
  | "CreateAuthChallenge"
  | "VerifyAuthChallengeResponse"
  | "UserMigration"
  | "CustomEmailSender"
  | "CustomSMSSender"
  | "InboundFederation";

export interface TriggerCall {
  readonly pool: Pool;
  readonly trigger: TriggerName;
  /** `PreSignUp_AdminCreateUser` */
  readonly source: string;
  readonly username: string;
  /** `null` where an administrator acts: Cognito writes `CLIENT_ID_NOT_APPLICABLE`. */
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
  /** Tells the developer what of a response Cognito can't use, and answers the error that the client gets. */
  refuseResponse(trigger: TriggerName, problem: string): ServiceError;
}

export interface OutgoingCode {
  readonly pool: Pool;
  readonly user: User;
  readonly clientId: string | null;
  /** `CustomMessage_SignUp`, `CustomMessage_AdminCreateUser`… */
  readonly source: string;
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
