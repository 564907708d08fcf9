import type { Template } from "../../cloudformation/template.ts";
import { resourcesOfType } from "./check.ts";
import type { Rule } from "./pool-rules.ts";

/** Every scope of every resource server, as it appears in a token: `identifier/name`. */
export function resourceServerScopes(template: Template): string[] {
  interface ResourceServer {
    readonly Identifier: string;
    readonly Scopes: { readonly ScopeName: string }[];
  }
  return resourcesOfType<ResourceServer>(template, "AWS::Cognito::UserPoolResourceServer").flatMap(
    ({ properties }) => properties.Scopes.map(({ ScopeName }) => `${properties.Identifier}/${ScopeName}`),
  );
}

export interface UserPoolClient {
  readonly AllowedOAuthFlowsUserPoolClient?: boolean;
  readonly SupportedIdentityProviders?: unknown[];
  readonly GenerateSecret?: boolean;
  readonly ExplicitAuthFlows?: string[];
  readonly AllowedOAuthFlows?: string[];
  readonly AllowedOAuthScopes?: string[];
  readonly CallbackURLs?: string[];
  readonly LogoutURLs?: string[];
  readonly PreventUserExistenceErrors?: string;
  readonly EnableTokenRevocation?: boolean;
  readonly EnablePropagateAdditionalUserContextData?: boolean;
  readonly RefreshTokenRotation?: { readonly Feature?: string };
  readonly ReadAttributes?: string[];
  readonly WriteAttributes?: string[];
}

const rotates = (client: UserPoolClient) => client.RefreshTokenRotation?.Feature === "ENABLED";
const machine = (client: UserPoolClient) => Boolean(client.AllowedOAuthFlows?.includes("client_credentials"));
/** Cognito's own, for the client that registers others. */
export const registrationScope = "aws.cognito/dcr/register";
const standardScopes = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"];

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html and the pages it refers to. */
export const clientRules: Rule<UserPoolClient>[] = [
  {
    says: "the existence of a user is not revealed",
    broken: (client) => client.PreventUserExistenceErrors !== "ENABLED",
  },
  { says: "tokens can be revoked", broken: (client) => client.EnableTokenRevocation !== true },
  {
    says: "rotation and ALLOW_REFRESH_TOKEN_AUTH exclude each other",
    broken: (client) =>
      rotates(client) && Boolean(client.ExplicitAuthFlows?.includes("ALLOW_REFRESH_TOKEN_AUTH")),
  },
  {
    says: "a client without a secret rotates its refresh tokens",
    broken: (client) => !client.GenerateSecret && !rotates(client),
  },
  {
    says: "old and new names of flows are not mixed",
    broken: ({ ExplicitAuthFlows: flows = [] }) =>
      flows.some((flow) => flow.startsWith("ALLOW_")) && flows.some((flow) => !flow.startsWith("ALLOW_")),
  },
  {
    says: "client_credentials is a client's only flow and needs a secret",
    broken: (client) => machine(client) && (client.AllowedOAuthFlows?.length !== 1 || !client.GenerateSecret),
  },
  {
    says: "the implicit flow, which exposes tokens in URLs, is off",
    broken: (client) => Boolean(client.AllowedOAuthFlows?.includes("implicit")),
  },
  {
    says: "OAuth flows, their scopes and AllowedOAuthFlowsUserPoolClient are set together",
    broken: (client) => {
      const parts = [client.AllowedOAuthFlows, client.AllowedOAuthScopes].map((list) =>
        Boolean(list?.length),
      );
      return parts.some((part) => part !== Boolean(client.AllowedOAuthFlowsUserPoolClient));
    },
  },
  {
    says: "OAuth flows need the pool's domain",
    broken: (client, template) =>
      Boolean(client.AllowedOAuthFlows?.length) &&
      resourcesOfType(template, "AWS::Cognito::UserPoolDomain").length === 0,
  },
  {
    says: "the code grant needs a callback URL",
    broken: (client) => Boolean(client.AllowedOAuthFlows?.includes("code")) && !client.CallbackURLs?.length,
  },
  {
    // Cognito grants every scope that the client requests: the trigger grants scopes by group instead.
    says: "no client for users requests a scope of the API",
    broken: (client) =>
      !machine(client) && (client.AllowedOAuthScopes ?? []).some((scope) => !standardScopes.includes(scope)),
  },
  {
    says: "users can't sign in with a machine client",
    broken: (client) =>
      machine(client) &&
      (client.ExplicitAuthFlows?.join() !== "ALLOW_REFRESH_TOKEN_AUTH" ||
        Boolean(client.SupportedIdentityProviders?.length)),
  },
  {
    says: "the flows are listed: if they are left out, Cognito allows more",
    broken: (client) => !client.ExplicitAuthFlows?.length,
  },
  {
    says: "context data needs a client with a secret",
    broken: (client) => Boolean(client.EnablePropagateAdditionalUserContextData) && !client.GenerateSecret,
  },
  {
    says: "readable and writable attributes are listed",
    broken: (client) => !client.ReadAttributes || !client.WriteAttributes,
  },
  {
    says: "verification flags and custom attributes are not writable",
    broken: (client) => (client.WriteAttributes ?? []).some((name) => /_verified$|^custom:|^dev:/.test(name)),
  },
  {
    says: "telephone numbers are not writable: Cognito would send a text message to any country",
    broken: (client) => (client.WriteAttributes ?? []).includes("phone_number"),
  },
  {
    says: "callbacks are https or loopback",
    broken: (client) =>
      [...(client.CallbackURLs ?? []), ...(client.LogoutURLs ?? [])].some(
        (url) => /^http:/.test(url) && !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(url),
      ),
  },
  {
    says: "OAuth scopes are standard ones or the resource server's",
    broken: (client, template) =>
      (client.AllowedOAuthScopes ?? []).some(
        (scope) =>
          scope !== registrationScope &&
          !standardScopes.includes(scope) &&
          !resourceServerScopes(template).includes(scope),
      ),
  },
  {
    says: "a client that registers others does nothing else",
    broken: ({ AllowedOAuthScopes: scopes = [] }) => scopes.includes(registrationScope) && scopes.length > 1,
  },
];
