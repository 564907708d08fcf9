import { route } from "../../libs/http/route.ts";
import { MfaResponse } from "../../libs/schemas/mfa.ts";
import { OWNER_ERRORS } from "./call-as-owner.ts";
import { loadOwnUser } from "./load-own-user.ts";
import { describeOwnFactors } from "./own-factors.ts";

export const getMfa = route({
  operation: "getMfa",
  summary: "Your second factors, and how many recovery codes are left",
  errors: [...OWNER_ERRORS],
  method: "GET",
  path: "/v1/me/mfa",
  scope: "api/profile",
  response: MfaResponse,
  run: async ({ principal, accessToken }) =>
    describeOwnFactors(principal, (await loadOwnUser(principal, accessToken)).mfa),
});
