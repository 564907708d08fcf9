import type {
  GroupType,
  ProviderDescription,
  UserPoolClientType,
  UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Template } from "../../cloudformation/template.ts";

/** What is deployed now. */
export interface DeployedState {
  /** `null` where there is no stack, or no CloudFormation behind the endpoint. */
  readonly stack: DeployedStack | null;
  /** The live pools by the logical id of the template that is to be deployed. */
  readonly pools: ReadonlyMap<string, LivePool>;
  /** The ids of pools that have a name of the template's but belong to no resource of the stack. */
  readonly strayPools: ReadonlyMap<string, string>;
}

export interface DeployedStack {
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A user pool as it is, whoever made it so. */
export interface LivePool {
  readonly pool: UserPoolType;
  /** The domain that its passkeys are bound to, which the pool itself does not tell; nothing where there is none. */
  readonly relyingPartyId?: string | undefined;
  /** By logical id, where the stack or the client's name leads to it. */
  readonly clients: ReadonlyMap<string, UserPoolClientType>;
  readonly groups: readonly GroupType[];
  readonly providers: readonly ProviderDescription[];
}
