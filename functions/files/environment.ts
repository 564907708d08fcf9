import { lazyEnvironment, positiveInteger, text } from "../../libs/env.ts";

export const environment = lazyEnvironment({
  FILES_BUCKET: text,
  FILES_MAX_BYTES: positiveInteger,
  ACTIVITY_TABLE_NAME: text,
  REAUTHENTICATION_SECONDS: positiveInteger,
});
