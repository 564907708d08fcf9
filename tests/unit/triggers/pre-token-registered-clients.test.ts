import { expect, jest, test } from "@jest/globals";
import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { setEnvironment } from "../../support/worlds/environment.ts";
import { triggerEvent } from "../../support/worlds/trigger-event.ts";

const output = jest.spyOn(process.stdout, "write").mockReturnValue(true);

test("if the type of a client can't be looked up, its token has no scope of the API", async () => {
  setEnvironment({
    DYNAMIC_REGISTRATION: "true",
    // Nothing listens there.
    AWS_ENDPOINT_URL: "http://127.0.0.1:1",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
  });
  const { handler } = await import("../../../triggers/pre-token-generation.ts");
  const event = triggerEvent<PreTokenGenerationV2TriggerEvent>("TokenGeneration_Authentication");
  event.request.groupConfiguration.groupsToOverride = ["admins"];
  expect((await handler(event)).response).toEqual({
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: {
        scopesToSuppress: [
          "api/profile",
          "api/files",
          "api/users.read",
          "api/users.write",
          "api/audit.read",
          "aws.cognito.signin.user.admin",
        ],
      },
      groupOverrideDetails: { groupsToOverride: [], iamRolesToOverride: [] },
    },
  });
  expect(output.mock.calls.map(([line]) => String(line)).join("")).toContain("type of client not looked up");
});
