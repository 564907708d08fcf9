import { commaList, lazyEnvironment, text } from "../../libs/env.ts";
import { CLIENT_LIMIT_VARIABLES } from "../../libs/limits/client-limits.ts";

export const environment = lazyEnvironment({
  USER_POOL_ISSUER: text,
  USER_POOL_CLIENT_IDS: commaList,
  ...CLIENT_LIMIT_VARIABLES,
});
