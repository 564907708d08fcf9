import { lazyEnvironment, text } from "../../libs/env.ts";

export const environment = lazyEnvironment({ USER_POOL_ID: text });
