import type * as sdk from "@aws-sdk/client-sesv2";
import type { Clock } from "../clock.ts";
import type { Inbox } from "../inbox/create-inbox.ts";
import type { InputOf, OutputOf } from "../protocol/sdk-types.ts";
import type { SesState } from "./ses-state.ts";

/** The supported operations of SES v2, in AWS's spelling. */
export type SesOperationName =
  | "SendEmail"
  | "GetAccount"
  | "CreateEmailIdentity"
  | "GetEmailIdentity"
  | "DeleteEmailIdentity"
  | "ListEmailIdentities"
  | "CreateConfigurationSet"
  | "GetConfigurationSet"
  | "DeleteConfigurationSet";

export type SesInput<Name extends SesOperationName> = InputOf<typeof sdk, Name>;
export type SesOutput<Name extends SesOperationName> = OutputOf<typeof sdk, Name>;

export interface SesContext {
  readonly state: SesState;
  readonly outbox: Inbox;
  readonly clock: Clock;
  readonly region: string;
}
