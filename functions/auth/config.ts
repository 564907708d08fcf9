import { route } from "../../libs/http/route.ts";
import { describePasswordRule, passwordRuleOf } from "../../libs/passwords/check-new-password.ts";
import { ConfigResponse } from "../../libs/schemas/auth.ts";
import { environment } from "./environment.ts";

/** What a client app needs to speak to the user pool itself. Nothing here is a secret. */
export const config = route({
  operation: "config",
  summary: "What a client app needs to speak to the user pool itself",
  method: "GET",
  path: "/v1/auth/config",
  response: ConfigResponse,
  run: () => {
    const values = environment();
    const cognito = values.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ?? values.AWS_ENDPOINT_URL;
    return {
      region: values.AWS_REGION,
      userPoolId: values.USER_POOL_ID,
      userPoolClientId: values.USER_POOL_CLIENT_ID,
      issuer: values.USER_POOL_ISSUER,
      identityPoolId: values.IDENTITY_POOL_ID,
      ...(values.LOGIN_DOMAIN === undefined ? {} : { loginDomain: values.LOGIN_DOMAIN }),
      identityProviders: values.IDENTITY_PROVIDERS,
      ...(cognito === undefined ? {} : { endpoints: { cognito } }),
      passwordRule: describePasswordRule(passwordRuleOf(values)),
    };
  },
});
