/**
 * `amplify_outputs.json` of AWS Amplify Gen 2, version 1.4, for `Amplify.configure`
 * (https://docs.amplify.aws/react/reference/amplify_outputs/). The schema has no members for endpoints: they are under
 * `custom`, and must be merged into the result of `parseAmplifyConfig`.
 */
import type { CognitoService } from "../cognito/cognito-service.ts";
import type { CognitoOutput } from "../cognito/wire-types.ts";
import type { IdentityService } from "../identity-pools/identity-service.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { publicClientOf, type StackDescription } from "./stack-description.ts";

type UserPool = NonNullable<CognitoOutput<"DescribeUserPool">["UserPool"]>;
type UserPoolClient = NonNullable<CognitoOutput<"DescribeUserPoolClient">["UserPoolClient"]>;
type MfaConfig = CognitoOutput<"GetUserPoolMfaConfig">;

/** @returns `null` for a stack without a pool, or without a public client */
export async function amplifyOutputs(
  stack: StackDescription,
  {
    cognito: { call },
    identities,
  }: { readonly cognito: CognitoService; readonly identities: IdentityService },
): Promise<object | null> {
  const { userPoolId: UserPoolId, identityPoolId: IdentityPoolId } = stack;
  const ClientId = publicClientOf(stack)?.id;
  if (UserPoolId === null || ClientId === undefined) return null;
  const [{ UserPool }, { UserPoolClient }, mfa, { Groups = [] }] = await Promise.all([
    call("DescribeUserPool", { UserPoolId }),
    call("DescribeUserPoolClient", { UserPoolId, ClientId }),
    call("GetUserPoolMfaConfig", { UserPoolId }),
    call("ListGroups", { UserPoolId, Limit: 60 }),
  ]);
  if (UserPool === undefined || UserPoolClient === undefined) return null;
  const allowsGuests =
    IdentityPoolId !== null &&
    (await identities.call("DescribeIdentityPool", { IdentityPoolId })).AllowUnauthenticatedIdentities;
  return {
    version: "1.4",
    auth: {
      aws_region: stack.region,
      user_pool_id: UserPoolId,
      user_pool_client_id: ClientId,
      ...(IdentityPoolId !== null && { identity_pool_id: IdentityPoolId }),
      ...passwordPolicy(UserPool),
      ...oauth(UserPool, UserPoolClient, stack),
      standard_required_attributes: requiredAttributes(UserPool),
      username_attributes: UserPool.UsernameAttributes ?? ["username"],
      user_verification_types: UserPool.AutoVerifiedAttributes ?? [],
      unauthenticated_identities_enabled: allowsGuests,
      ...secondFactors(mfa),
      ...passwordless(UserPool, mfa),
      // Without those that Cognito creates for identity providers.
      groups: Groups.filter(({ GroupName = "" }) => !GroupName.startsWith(`${UserPoolId}_`)).map(
        ({ GroupName = "", Precedence }) => ({
          [GroupName]: withoutUndefined({ precedence: Precedence }),
        }),
      ),
    },
    custom: {
      api: { url: stack.addresses.api },
      endpoints: {
        userPoolEndpoint: stack.addresses.cloud,
        ...(IdentityPoolId !== null && { identityPoolEndpoint: stack.addresses.cloud }),
      },
    },
  };
}

function passwordPolicy({ Policies }: UserPool) {
  const policy = Policies?.PasswordPolicy;
  if (policy === undefined) return {};
  return {
    password_policy: {
      min_length: policy.MinimumLength,
      require_lowercase: policy.RequireLowercase ?? false,
      require_uppercase: policy.RequireUppercase ?? false,
      require_numbers: policy.RequireNumbers ?? false,
      require_symbols: policy.RequireSymbols ?? false,
    },
  };
}

/** Those that Amplify has a constant for; others are used by name (`signInWithRedirect({ provider: { custom } })`). */
const PROVIDERS: Readonly<Record<string, string>> = {
  Google: "GOOGLE",
  Facebook: "FACEBOOK",
  LoginWithAmazon: "LOGIN_WITH_AMAZON",
  SignInWithApple: "SIGN_IN_WITH_APPLE",
};

/** Undefined without a domain or a callback URL. */
function oauth({ Domain, CustomDomain }: UserPool, client: UserPoolClient, { addresses }: StackDescription) {
  const { CallbackURLs = [], LogoutURLs = [], AllowedOAuthFlows = [], AllowedOAuthScopes = [] } = client;
  const hasDomain = Domain !== undefined || CustomDomain !== undefined;
  if (!hasDomain || CallbackURLs.length === 0 || LogoutURLs.length === 0) return {};
  const providers = client.SupportedIdentityProviders ?? [];
  return {
    oauth: {
      identity_providers: providers.map((name) => PROVIDERS[name]).filter((name) => name !== undefined),
      domain: new URL(addresses.cloud).host,
      scopes: AllowedOAuthScopes,
      redirect_sign_in_uri: CallbackURLs,
      redirect_sign_out_uri: LogoutURLs,
      response_type: AllowedOAuthFlows.includes("code") ? "code" : "token",
    },
  };
}

/** `sub` is required of every user, but an app does not ask for it. */
const requiredAttributes = ({ SchemaAttributes = [] }: UserPool): string[] =>
  SchemaAttributes.filter(({ Name, Required }) => Required === true && Name !== "sub").map(
    ({ Name = "" }) => Name,
  );

const MFA: Readonly<Record<string, string>> = { ON: "REQUIRED", OPTIONAL: "OPTIONAL", OFF: "NONE" };

function secondFactors(config: MfaConfig) {
  const methods = [
    config.SmsMfaConfiguration !== undefined && "SMS",
    config.SoftwareTokenMfaConfiguration?.Enabled === true && "TOTP",
    config.EmailMfaConfiguration !== undefined && "EMAIL",
  ].filter((method) => method !== false);
  return {
    mfa_configuration: MFA[config.MfaConfiguration ?? "OFF"],
    mfa_methods: config.MfaConfiguration === "OFF" ? [] : methods,
  };
}

function passwordless({ Policies }: UserPool, { WebAuthnConfiguration: passkeys }: MfaConfig) {
  const factors = Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ["PASSWORD"];
  const relyingParty = passkeys?.RelyingPartyId;
  const hasPasskeys = factors.includes("WEB_AUTHN") && relyingParty !== undefined;
  if (factors.every((factor) => factor === "PASSWORD")) return {};
  return {
    passwordless: {
      email_otp_enabled: factors.includes("EMAIL_OTP"),
      sms_otp_enabled: factors.includes("SMS_OTP"),
      ...(hasPasskeys && {
        web_authn: {
          relying_party_id: relyingParty,
          user_verification: passkeys?.UserVerification ?? "preferred",
        },
      }),
    },
  };
}
