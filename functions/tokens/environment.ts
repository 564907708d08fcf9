import { commaList, lazyEnvironment, text } from "../../libs/env.ts";

export const environment = lazyEnvironment({
  USER_POOL_ISSUER: text,
  USER_POOL_CLIENT_IDS: commaList,
  ACTIVITY_TABLE_NAME: text,
});
