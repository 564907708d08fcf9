import { route } from "../../libs/http/route.ts";
import { Profile } from "../../libs/schemas/profile.ts";
import { readProfile } from "./read-profile.ts";

export const getMe = route({
  operation: "getMe",
  summary: "Your profile",
  errors: ["account_unavailable"],
  method: "GET",
  path: "/v1/me",
  scope: "api/profile",
  beforeTerms: true,
  response: Profile,
  run: ({ principal }) => readProfile(principal),
});
