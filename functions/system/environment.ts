import { lazyEnvironment, optionalText, text } from "../../libs/env.ts";

/** `APP_VERSION` is what a deployment pipeline may set, such as a commit. */
export const environment = lazyEnvironment({ STAGE: text, APP_VERSION: optionalText });
