import { readFileSync } from "node:fs";
import { isIntrinsic, isRecord, resourcesOfType, type Template } from "./template.ts";

/** The part of AWS's service model that says what a request may hold. */
interface Shape {
  readonly type: "structure" | "list" | "map" | "string" | "integer" | "boolean" | "blob";
  readonly members?: Record<string, string>;
  readonly member?: string;
  readonly value?: string;
  readonly required?: string[];
  readonly enum?: string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

const model = JSON.parse(
  readFileSync(new URL("../../../local/model/cognito-idp.json", import.meta.url), "utf8"),
) as {
  inputShapes: Record<string, Shape>;
};

/** CloudFormation passes a resource's properties on to the operation that creates it. */
const requests: Record<string, string> = {
  "AWS::Cognito::UserPool": "CreateUserPoolRequest",
  "AWS::Cognito::UserPoolClient": "CreateUserPoolClientRequest",
  "AWS::Cognito::UserPoolResourceServer": "CreateResourceServerRequest",
  "AWS::Cognito::UserPoolGroup": "CreateGroupRequest",
};

/** Values that Cognito's service model refuses: enumerations, ranges, lengths and patterns, which CloudFormation's schemas leave out. */
export function cognitoModelFindings(template: Template): string[] {
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties }]) => {
    const members = model.inputShapes[requests[Type] ?? ""]?.members ?? {};
    return Object.entries(Properties).flatMap(([name, value]) =>
      modelFindings(`${id}.${name}`, value, members[name]),
    );
  });
}

function modelFindings(path: string, value: unknown, shapeName: string | undefined): string[] {
  const shape = model.inputShapes[shapeName ?? ""];
  if (!shape || isIntrinsic(value)) return [];
  if (Array.isArray(value)) {
    return [
      ...rangeFindings(path, value.length, shape),
      ...value.flatMap((member, index) => modelFindings(`${path}[${index}]`, member, shape.member)),
    ];
  }
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([name, member]) =>
      modelFindings(`${path}.${name}`, member, shape.members?.[name] ?? shape.value),
    );
  }
  return scalarFindings(path, value, shape);
}

function scalarFindings(path: string, value: unknown, shape: Shape): string[] {
  if (typeof value === "number") return rangeFindings(path, value, shape);
  if (typeof value !== "string") return [];
  if (shape.enum && !shape.enum.includes(value))
    return [`${path}: ${value} is none of ${shape.enum.join(", ")}`];
  const pattern = shape.pattern && !new RegExp(`^(?:${shape.pattern})$`, "u").test(value);
  return [
    ...rangeFindings(path, value.length, shape),
    ...(pattern ? [`${path}: ${value} does not match ${shape.pattern}`] : []),
  ];
}

/** A number's value, a text's length or a list's: the model limits all three by `min` and `max`. */
function rangeFindings(path: string, size: number, { min = -Infinity, max = Infinity }: Shape): string[] {
  return size >= min && size <= max ? [] : [`${path}: ${size} outside ${min}…${max}`];
}

interface UserPool {
  readonly AliasAttributes?: string[];
  readonly UsernameAttributes?: string[];
  readonly AutoVerifiedAttributes?: string[];
  readonly UserAttributeUpdateSettings?: { readonly AttributesRequireVerificationBeforeUpdate?: string[] };
  readonly UsernameConfiguration?: { readonly CaseSensitive?: boolean };
  readonly UserPoolTier?: string;
  readonly MfaConfiguration?: string;
  readonly EnabledMfas?: string[];
  readonly EmailConfiguration?: { readonly EmailSendingAccount?: string };
  readonly Policies?: {
    readonly SignInPolicy?: { readonly AllowedFirstAuthFactors?: string[] };
  };
  readonly WebAuthnFactorConfiguration?: string;
  readonly Schema?: {
    readonly Name?: string;
    readonly AttributeDataType?: string;
    readonly Mutable?: boolean;
    readonly Required?: boolean;
  }[];
  readonly LambdaConfig?: {
    readonly PreTokenGeneration?: unknown;
    readonly PreTokenGenerationConfig?: { readonly LambdaVersion?: string };
  };
}

interface Rule<P> {
  readonly says: string;
  readonly broken: (properties: P, template: Template) => boolean;
}

const firstFactors = (pool: UserPool) => pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ["PASSWORD"];

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html and the pages it refers to. */
const poolRules: Rule<UserPool>[] = [
  { says: "signs in by e-mail", broken: (pool) => !pool.UsernameAttributes?.includes("email") },
  {
    says: "AliasAttributes and UsernameAttributes exclude each other",
    broken: (pool) => Boolean(pool.AliasAttributes && pool.UsernameAttributes),
  },
  {
    says: "user names are case-insensitive",
    broken: (pool) => pool.UsernameConfiguration?.CaseSensitive !== false,
  },
  {
    says: "an address is verified before it replaces the old one",
    broken: (pool) =>
      !pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate?.includes("email"),
  },
  {
    says: "what must be verified before an update must be verified automatically",
    broken: (pool) =>
      !(pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? []).every((name) =>
        pool.AutoVerifiedAttributes?.includes(name),
      ),
  },
  {
    says: "version 2 tokens and password history need the tier ESSENTIALS or PLUS",
    broken: (pool) => !/^(ESSENTIALS|PLUS)$/.test(pool.UserPoolTier ?? ""),
  },
  {
    says: "AllowedFirstAuthFactors holds PASSWORD",
    broken: (pool) => !firstFactors(pool).includes("PASSWORD"),
  },
  {
    says: "MFA OFF and EnabledMfas exclude each other",
    broken: (pool) => pool.MfaConfiguration === "OFF" && (pool.EnabledMfas?.length ?? 0) > 0,
  },
  {
    says: "MFA other than OFF needs EnabledMfas",
    broken: (pool) => /^(ON|OPTIONAL)$/.test(pool.MfaConfiguration ?? "") && !pool.EnabledMfas?.length,
  },
  {
    says: "MFA ON refuses EMAIL_OTP as first factor",
    broken: (pool) => pool.MfaConfiguration === "ON" && firstFactors(pool).includes("EMAIL_OTP"),
  },
  {
    says: "EMAIL_OTP as MFA needs a sender of one's own",
    broken: (pool) =>
      Boolean(pool.EnabledMfas?.includes("EMAIL_OTP")) &&
      pool.EmailConfiguration?.EmailSendingAccount !== "DEVELOPER",
  },
  {
    says: "MFA ON with passkeys needs MULTI_FACTOR_WITH_USER_VERIFICATION",
    broken: (pool) =>
      pool.MfaConfiguration === "ON" &&
      firstFactors(pool).includes("WEB_AUTHN") &&
      pool.WebAuthnFactorConfiguration !== "MULTI_FACTOR_WITH_USER_VERIFICATION",
  },
  {
    says: "every schema attribute is spelled out in full",
    broken: (pool) =>
      (pool.Schema ?? []).some(
        ({ Name, AttributeDataType, Mutable, Required }) =>
          !Name || !AttributeDataType || Mutable === undefined || Required === undefined,
      ),
  },
  {
    says: "pre-token generation is asked for once, as V2_0 or later",
    broken: ({ LambdaConfig }) =>
      LambdaConfig?.PreTokenGeneration !== undefined ||
      !/^V[23]_0$/.test(LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? ""),
  },
];

interface UserPoolClient {
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
const standardScopes = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"];

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html and the pages it refers to. */
const clientRules: Rule<UserPoolClient>[] = [
  {
    says: "existence of a user is not given away",
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
    says: "old and new names of flows do not mix",
    broken: ({ ExplicitAuthFlows: flows = [] }) =>
      flows.some((flow) => flow.startsWith("ALLOW_")) && flows.some((flow) => !flow.startsWith("ALLOW_")),
  },
  {
    says: "client_credentials is a client's only flow and needs a secret",
    broken: (client) => machine(client) && (client.AllowedOAuthFlows?.length !== 1 || !client.GenerateSecret),
  },
  {
    says: "context data needs a client with a secret",
    broken: (client) => Boolean(client.EnablePropagateAdditionalUserContextData) && !client.GenerateSecret,
  },
  {
    says: "attributes to read and to write are named",
    broken: (client) => !client.ReadAttributes || !client.WriteAttributes,
  },
  {
    says: "nobody writes a verification flag or a custom attribute",
    broken: (client) => (client.WriteAttributes ?? []).some((name) => /_verified$|^custom:|^dev:/.test(name)),
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
        (scope) => !standardScopes.includes(scope) && !resourceServerScopes(template).includes(scope),
      ),
  },
];

/** Combinations of settings that Cognito refuses, and those that it takes but that leave accounts open. */
export function cognitoRuleFindings(template: Template): string[] {
  return [
    ...ruleFindings<UserPool>(template, "AWS::Cognito::UserPool", poolRules),
    ...ruleFindings<UserPoolClient>(template, "AWS::Cognito::UserPoolClient", clientRules),
  ];
}

function ruleFindings<P>(template: Template, type: string, rules: Rule<P>[]): string[] {
  const resources = resourcesOfType<P>(template, type);
  if (resources.length === 0) return [`there is no ${type}`];
  return resources.flatMap(({ id, properties }) =>
    rules.filter(({ broken }) => broken(properties, template)).map(({ says }) => `${id}: ${says}`),
  );
}

/** Every scope of every resource server, as it stands in a token: `identifier/name`. */
export function resourceServerScopes(template: Template): string[] {
  interface ResourceServer {
    readonly Identifier: string;
    readonly Scopes: { readonly ScopeName: string }[];
  }
  return resourcesOfType<ResourceServer>(template, "AWS::Cognito::UserPoolResourceServer").flatMap(
    ({ properties }) => properties.Scopes.map(({ ScopeName }) => `${properties.Identifier}/${ScopeName}`),
  );
}

/** A trigger that any account's pool could call, or a trigger that the pool may not call. */
export function triggerPermissionFindings(template: Template): string[] {
  interface Permission {
    readonly Principal: string;
    readonly SourceAccount?: unknown;
    readonly SourceArn?: unknown;
    readonly FunctionName: unknown;
  }
  const permissions = resourcesOfType<Permission>(template, "AWS::Lambda::Permission").filter(
    ({ properties }) => properties.Principal === "cognito-idp.amazonaws.com",
  );
  const open = permissions.flatMap(({ id, properties }) => [
    ...(properties.SourceAccount ? [] : [`${id}: no SourceAccount`]),
    ...(properties.SourceArn ? [] : [`${id}: no SourceArn`]),
  ]);
  const allowed = permissions.map(({ properties }) => JSON.stringify(properties.FunctionName));
  const closed = triggerFunctions(template).filter((arn) => !allowed.includes(JSON.stringify(arn)));
  return [...open, ...closed.map((arn) => `the pool may not call ${JSON.stringify(arn)}`)];
}

/** The functions that the pools call, as the pools name them. */
export function triggerFunctions(template: Template): unknown[] {
  interface Triggers {
    readonly LambdaConfig: Record<string, unknown>;
  }
  return resourcesOfType<Triggers>(template, "AWS::Cognito::UserPool").flatMap(({ properties }) =>
    Object.values(properties.LambdaConfig).map((target) =>
      isRecord(target) && "LambdaArn" in target ? target.LambdaArn : target,
    ),
  );
}
