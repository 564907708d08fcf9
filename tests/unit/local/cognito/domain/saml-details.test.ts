import { describe, expect, test } from "@jest/globals";
import { findSamlViolation, givenSamlDetails } from "../../../../../local/cognito/domain/saml-details.ts";

const file = { MetadataFile: "<EntityDescriptor/>" };

describe("a SAML provider's details", () => {
  test.each([
    ["a file", file],
    ["a URL", { MetadataURL: "https://idp.example/metadata" }],
    ["a URL on this machine", { MetadataURL: "http://localhost:4000/metadata" }],
    ["signed requests", { ...file, RequestSigningAlgorithm: "rsa-sha256" }],
    ["switches", { ...file, IDPInit: "true", IDPSignout: "false", EncryptedResponses: "true" }],
  ])("may be %s", (_, details: Readonly<Record<string, string>>) => {
    expect(findSamlViolation(details)).toBeNull();
  });

  test.each([
    [{}, "At least one of the MetadataURL or MetadataFile should be provided."],
    [
      { MetadataURL: "", MetadataFile: "" },
      "At least one of the MetadataURL or MetadataFile should be provided.",
    ],
    [
      { ...file, MetadataURL: "https://idp.example/metadata" },
      "Only one of the MetadataURL or MetadataFile should be provided.",
    ],
    [{ MetadataURL: "http://idp.example" }, "Invalid MetadataURL: it must be an HTTPS URL."],
    [{ MetadataURL: "nonsense" }, "Invalid MetadataURL: it must be an HTTPS URL."],
    [{ ...file, RequestSigningAlgorithm: "rsa-sha1" }, "Invalid RequestSigningAlgorithm: it is rsa-sha256."],
    [{ ...file, IDPInit: "yes" }, "Invalid IDPInit: it is true or false."],
    [{ ...file, IDPSignout: "TRUE" }, "Invalid IDPSignout: it is true or false."],
    [{ ...file, EncryptedResponses: "" }, "Invalid EncryptedResponses: it is true or false."],
    [
      { ...file, EncryptedResponses: "", IDPSignout: "", IDPInit: "" },
      "Invalid IDPInit: it is true or false.",
    ],
  ])("%j: %s", (details: Readonly<Record<string, string>>, reason) => {
    expect(findSamlViolation(details)).toBe(reason);
  });

  test("do not change the members that Cognito sets", () => {
    const told = { ActiveEncryptionCertificate: "a", SLORedirectBindingURI: "b", SSORedirectBindingURI: "c" };
    expect(givenSamlDetails({ ...file, ...told, IDPInit: "true" })).toEqual({ ...file, IDPInit: "true" });
  });
});
