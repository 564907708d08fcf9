import { lazyEnvironment, optionalText, text } from "../../libs/env.ts";

/** The endpoint variables are the SDK's own, set by the runtime where the services are not AWS's. */
export const environment = lazyEnvironment({
  AWS_REGION: text,
  USER_POOL_ID: text,
  USER_POOL_CLIENT_ID: text,
  USER_POOL_ISSUER: text,
  AWS_ENDPOINT_URL: optionalText,
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: optionalText,
});
