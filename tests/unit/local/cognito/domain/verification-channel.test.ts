import { describe, expect, test } from "@jest/globals";
import {
  describeDelivery,
  recoveryChannel,
  signUpChannel,
  simulateChannel,
} from "../../../../../local/cognito/domain/verification-channel.ts";

describe("where a code is sent", () => {
  const both = {
    email: "ada@example.com",
    email_verified: "true",
    phone_number: "+12025551234",
    phone_number_verified: "true",
  };

  test("at a sign-up: to what the pool verifies, by text message if there are both", () => {
    expect(signUpChannel(["email", "phone_number"], both)?.medium).toBe("SMS");
    expect(signUpChannel(["email"], both)?.medium).toBe("EMAIL");
    expect(signUpChannel(["phone_number"], { email: "ada@example.com" })).toBeNull();
    expect(signUpChannel(["email"], { email: "", phone_number: "+12025551234" })).toBeNull();
    expect(signUpChannel([], both)).toBeNull();
  });

  test("at a reset: to the first verified attribute in the pool's order", () => {
    const mechanisms = [
      { Name: "verified_phone_number", Priority: 2 },
      { Name: "verified_email", Priority: 1 },
    ];
    expect(recoveryChannel(mechanisms, both, [])?.medium).toBe("EMAIL");
    expect(recoveryChannel(mechanisms, { ...both, email_verified: "false" }, [])?.medium).toBe("SMS");
    expect(recoveryChannel([{ Name: "admin_only", Priority: 1 }], both, [])).toBeNull();
    expect(recoveryChannel([{ Name: "admin_only", Priority: 0 }, ...mechanisms], both, [])?.medium).toBe(
      "EMAIL",
    );
    expect(recoveryChannel(undefined, both, [])?.medium).toBe("SMS");
    expect(recoveryChannel(undefined, { email: "ada@example.com", email_verified: "false" }, [])).toBeNull();
    expect(recoveryChannel(undefined, both, ["SMS_MFA"])?.medium).toBe("EMAIL");
    expect(recoveryChannel(undefined, both, ["SMS_MFA", "EMAIL_OTP"])).toBeNull();
    const onlyNumbered = { ...both, email_verified: "false" };
    expect(recoveryChannel(undefined, onlyNumbered, [])?.medium).toBe("SMS");
    expect(recoveryChannel(undefined, { ...onlyNumbered, phone_number_verified: "false" }, [])).toBeNull();
    expect(recoveryChannel(undefined, { phone_number_verified: "true" }, [])).toBeNull();
    expect(recoveryChannel(undefined, { email_verified: "true" }, [])).toBeNull();
  });

  test("is reported with a masked address", () => {
    const [mail, text] = [signUpChannel(["email"], both), signUpChannel(["phone_number"], both)];
    expect(mail && describeDelivery(mail)).toEqual({
      AttributeName: "email",
      DeliveryMedium: "EMAIL",
      Destination: "a***@e***",
    });
    expect(text && describeDelivery(text)).toEqual({
      AttributeName: "phone_number",
      DeliveryMedium: "SMS",
      Destination: "+*******1234",
    });
  });

  test("for an unknown user: by the form of the name", () => {
    expect(simulateChannel("+12025551234", "xy")).toEqual({
      attribute: "phone_number",
      medium: "SMS",
      destination: "+12025551234",
    });
    expect(simulateChannel("ada@example.com", "xy")).toEqual({
      attribute: "email",
      medium: "EMAIL",
      destination: "ada@example.com",
    });
    for (const name of ["x+12025551234", "+12025551234x", "+", "12025551234"]) {
      expect(simulateChannel(name, "xy")).toMatchObject({ medium: "EMAIL", destination: "x@y" });
    }
    expect(simulateChannel("ada", "xy")).toMatchObject({ medium: "EMAIL", destination: "x@y" });
  });
});
