import { route } from "../../libs/http/route.ts";
import { Health } from "../../libs/schemas/health.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";
import { environment } from "./environment.ts";

/** Tells that gateway and Lambda answer. It calls no other service, so a monitor may call it often. */
export const getHealth = route({
  operation: "getHealth",
  summary: "Whether the API answers",
  method: "GET",
  path: "/v1/health",
  response: Health,
  run: () => {
    const { STAGE, APP_VERSION } = environment();
    return {
      status: "ok" as const,
      stage: STAGE,
      ...withoutUndefined({ version: APP_VERSION }),
    };
  },
});
