import { lazyEnvironment, optionalText, text } from "../../libs/env.ts";

/** A deployment pipeline may set `APP_VERSION`, for example to a commit. */
export const environment = lazyEnvironment({ STAGE: text, APP_VERSION: optionalText });
