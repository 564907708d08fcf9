import { termsOf } from "../../libs/consent/terms.ts";
import { route } from "../../libs/http/route.ts";
import { brandOf } from "../../libs/messages/brand.ts";
import { LANGUAGES } from "../../libs/messages/language.ts";
import { describePasswordRule, passwordRuleOf } from "../../libs/passwords/check-new-password.ts";
import { ConfigResponse } from "../../libs/schemas/auth.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";
import { environment } from "./environment.ts";

/** What a client app needs to call the user pool itself, and to show the features that are on. Nothing here is secret. */
export const config = route({
  operation: "config",
  summary: "What a client app needs to call the user pool itself",
  method: "GET",
  path: "/v1/auth/config",
  response: ConfigResponse,
  run: () => {
    const values = environment();
    const brand = brandOf(values);
    const cognito = values.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ?? values.AWS_ENDPOINT_URL;
    return {
      region: values.AWS_REGION,
      userPoolId: values.USER_POOL_ID,
      userPoolClientId: values.USER_POOL_CLIENT_ID,
      issuer: values.USER_POOL_ISSUER,
      identityPoolId: values.IDENTITY_POOL_ID,
      ...(values.LOGIN_DOMAIN === undefined
        ? {}
        : {
            loginDomain: values.LOGIN_DOMAIN,
            managedLogin: {
              scopes: values.LOGIN_SCOPES,
              redirectUris: values.LOGIN_CALLBACK_URLS,
              logoutUris: values.LOGIN_LOGOUT_URLS,
            },
          }),
      identityProviders: values.IDENTITY_PROVIDERS,
      signInMethods: values.SIGN_IN_METHODS,
      secondFactors: values.SECOND_FACTORS,
      signUp: values.SIGN_UP_MODE,
      verification: values.VERIFICATION,
      organizations: values.ORGANIZATIONS,
      mfa: values.MFA === "OFF" ? ("off" as const) : ("optional" as const),
      smsCountries: values.SMS_COUNTRIES,
      ...withoutUndefined({ terms: termsOf(values), endpoints: cognito ? { cognito } : undefined }),
      passwordRule: describePasswordRule(passwordRuleOf(values)),
      app: { name: brand.appName, color: brand.color },
      languages: [...LANGUAGES],
      defaultLanguage: values.DEFAULT_LANGUAGE,
    };
  },
});
