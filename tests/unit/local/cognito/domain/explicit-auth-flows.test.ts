import { describe, expect, test } from "@jest/globals";
import {
  isFlowAllowed,
  isFlowAllowedOnPages,
} from "../../../../../local/cognito/domain/explicit-auth-flows.ts";

describe("a client's flows", () => {
  test("in today's names", () => {
    expect(isFlowAllowed(["ALLOW_USER_SRP_AUTH"], "USER_SRP_AUTH")).toBe(true);
    expect(isFlowAllowed(["ALLOW_USER_SRP_AUTH"], "USER_PASSWORD_AUTH")).toBe(false);
    expect(isFlowAllowed(["ALLOW_USER_AUTH"], "USER_AUTH")).toBe(true);
    expect(isFlowAllowed(["ALLOW_USER_AUTH"], "CUSTOM_AUTH")).toBe(false);
  });

  test("in the old names, which always refresh", () => {
    expect(isFlowAllowed(["ADMIN_NO_SRP_AUTH"], "ADMIN_USER_PASSWORD_AUTH")).toBe(true);
    expect(isFlowAllowed(["ADMIN_NO_SRP_AUTH"], "REFRESH_TOKEN_AUTH")).toBe(true);
    expect(isFlowAllowed(["ADMIN_NO_SRP_AUTH"], "USER_PASSWORD_AUTH")).toBe(false);
    expect(isFlowAllowed(["CUSTOM_AUTH_FLOW_ONLY"], "USER_SRP_AUTH")).toBe(false);
    expect(isFlowAllowed(["USER_PASSWORD_AUTH"], "USER_AUTH")).toBe(false);
    expect(isFlowAllowed(["USER_PASSWORD_AUTH"], "USER_PASSWORD_AUTH")).toBe(true);
    expect(isFlowAllowed(["USER_PASSWORD_AUTH"], "ADMIN_USER_PASSWORD_AUTH")).toBe(false);
    expect(isFlowAllowed(["USER_PASSWORD_AUTH"], "USER_SRP_AUTH")).toBe(true);
    for (const flow of ["CUSTOM_AUTH", "REFRESH_TOKEN_AUTH"]) {
      expect(isFlowAllowed(["CUSTOM_AUTH_FLOW_ONLY"], flow)).toBe(true);
    }
  });

  test("in the old names as soon as there is one", () => {
    expect(isFlowAllowed(["ALLOW_USER_AUTH", "CUSTOM_AUTH_FLOW_ONLY"], "USER_AUTH")).toBe(false);
    expect(isFlowAllowed(["ALLOW_USER_AUTH", "CUSTOM_AUTH_FLOW_ONLY"], "CUSTOM_AUTH")).toBe(true);
  });
});

describe("on the pages of the domain", () => {
  const FLOWS = ["USER_AUTH", "USER_PASSWORD_AUTH", "USER_SRP_AUTH", "CUSTOM_AUTH", "REFRESH_TOKEN_AUTH"];

  test.each([
    [{ ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] }, ["USER_SRP_AUTH"]],
    [{ ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH"], ClientType: "STANDARD" }, ["CUSTOM_AUTH"]],
    [{ ExplicitAuthFlows: [], ClientType: "DCR" }, ["USER_AUTH", "USER_PASSWORD_AUTH"]],
    [{ ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"], ClientType: "DCR" }, ["USER_AUTH", "USER_PASSWORD_AUTH"]],
  ])("the client %j has %j", (settings, flows) => {
    expect(FLOWS.filter((flow) => isFlowAllowedOnPages(settings, flow))).toEqual(flows);
  });
});
