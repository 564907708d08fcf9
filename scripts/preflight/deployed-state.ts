import type {
  GroupType,
  ProviderDescription,
  UserPoolClientType,
  UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Template } from "../../cloudformation/template.ts";

/** What is deployed now. */
export interface DeployedState {
  /** `null` if there is no stack, or no CloudFormation behind the endpoint. */
  readonly stack: DeployedStack | null;
  /** The live pools, by logical id in the template that will be deployed. */
  readonly pools: ReadonlyMap<string, LivePool>;
  /** The ids of pools that have a name from the template but do not belong to the stack. */
  readonly strayPools: ReadonlyMap<string, string>;
}

export interface DeployedStack {
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A user pool as it is now, with changes made by hand. */
export interface LivePool {
  readonly pool: UserPoolType;
  /** The domain that its passkeys are bound to, which DescribeUserPool does not return; undefined if there is none. */
  readonly relyingPartyId?: string | undefined;
  /** By logical id, if the stack or the client's name leads to it. */
  readonly clients: ReadonlyMap<string, UserPoolClientType>;
  readonly groups: readonly GroupType[];
  readonly providers: readonly ProviderDescription[];
}
