import { describe, expect, test } from "@jest/globals";
import {
  recoveryChannel,
  signUpChannel,
  simulateChannel,
} from "../../../../../local/cognito/domain/verification-channel.ts";

describe("where a code goes", () => {
  const both = {
    email: "ada@example.com",
    email_verified: "true",
    phone_number: "+12025551234",
    phone_number_verified: "true",
  };

  test("a sign-up's: to what the pool verifies, by text message where both are there", () => {
    expect(signUpChannel(["email", "phone_number"], both)?.medium).toBe("SMS");
    expect(signUpChannel(["email"], both)?.medium).toBe("EMAIL");
    expect(signUpChannel(["phone_number"], { email: "ada@example.com" })).toBeNull();
    expect(signUpChannel([], both)).toBeNull();
  });

  test("a reset's: to the first verified attribute in the pool's order", () => {
    const mechanisms = [
      { Name: "verified_phone_number", Priority: 2 },
      { Name: "verified_email", Priority: 1 },
    ];
    expect(recoveryChannel(mechanisms, both, [])?.medium).toBe("EMAIL");
    expect(recoveryChannel(mechanisms, { ...both, email_verified: "false" }, [])?.medium).toBe("SMS");
    expect(recoveryChannel([{ Name: "admin_only", Priority: 1 }], both, [])).toBeNull();
    expect(recoveryChannel(undefined, both, [])?.medium).toBe("SMS");
    expect(recoveryChannel(undefined, { email: "ada@example.com", email_verified: "false" }, [])).toBeNull();
    expect(recoveryChannel(undefined, both, ["SMS_MFA"])?.medium).toBe("EMAIL");
    expect(recoveryChannel(undefined, both, ["SMS_MFA", "EMAIL_OTP"])).toBeNull();
  });

  test("nobody's: by the form of the name", () => {
    expect(simulateChannel("+12025551234", "xy").medium).toBe("SMS");
    expect(simulateChannel("ada@example.com", "xy").destination).toBe("ada@example.com");
    expect(simulateChannel("ada", "xy")).toMatchObject({ medium: "EMAIL", destination: "x@y" });
  });
});
