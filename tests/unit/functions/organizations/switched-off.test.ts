import { expect, test } from "@jest/globals";
import { setEnvironment } from "../../../support/worlds/environment.ts";
import { accessTokenClaims, httpEvent, lambdaContext } from "../../../support/worlds/http-event.ts";

test.each([
  ["GET", "/v1/organizations"],
  ["POST", "/v1/organizations"],
  ["PUT", "/v1/me/organization"],
  ["POST", "/v1/organization-invitations/accept"],
])("switched off, %s %s is answered as if it did not exist", async (method, path) => {
  setEnvironment({ ORGANIZATIONS: "false", POWERTOOLS_LOG_LEVEL: "SILENT" });
  const { handler } = await import("../../../../functions/organizations/handler.ts");
  const { statusCode, body } = await handler(
    httpEvent({ method, path, claims: accessTokenClaims() }),
    lambdaContext(),
  );
  expect([statusCode, JSON.parse(String(body)).code]).toEqual([404, "route_not_found"]);
});
