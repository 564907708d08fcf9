import { lazyEnvironment, positiveInteger, text } from "../../libs/env.ts";

export const environment = lazyEnvironment({
  USER_POOL_ID: text,
  ACTIVITY_TABLE_NAME: text,
  REAUTHENTICATION_SECONDS: positiveInteger,
});
