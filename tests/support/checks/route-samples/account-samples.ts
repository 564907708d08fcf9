import { randomInt, randomUUID } from "node:crypto";
import { type Json, newPerson } from "../../clients/api-client.ts";
import { linkGoogle } from "../../walks/link-google.ts";
import { newAccount } from "../../worlds/staff.ts";
import { asNewcomer, asStaff, plainly, type RouteSample } from "./route-sample.ts";

const CREDENTIAL = {
  id: "credential",
  rawId: "credential",
  type: "public-key",
  response: { clientDataJSON: "e30", attestationObject: "oA" },
};

const FILE = { name: "photo.png", contentType: "image/png", size: 3 };

/** Samples of the routes about the caller's own account and files. */
export const ACCOUNT_SAMPLES: readonly RouteSample[] = [
  { operation: "getMe", calls: ["AdminGetUser"], request: plainly },
  {
    operation: "updateMe",
    calls: ["AdminGetUser", "AdminUpdateUserAttributes"],
    neverSaid: { AdminUpdateUserAttributes: ["AliasExistsException"] },
    // Unchanged values would not be written.
    request: asStaff(() => ({ body: { givenName: `Ada ${randomUUID()}` } })),
  },
  {
    operation: "deleteMe",
    calls: ["AdminListGroupsForUser", "AdminDeleteUser"],
    request: asNewcomer(() => ({})),
  },
  {
    operation: "changePassword",
    calls: ["GetUser", "ChangePassword"],
    request: asStaff(({ staff: { person } }) => ({
      body: { currentPassword: person.password, newPassword: newPerson().password },
    })),
  },
  {
    operation: "sendAttributeCode",
    about: "to the address that is there",
    calls: ["GetUser", "GetUserAttributeVerificationCode"],
    request: asNewcomer(() => ({ body: {} })),
  },
  {
    operation: "sendAttributeCode",
    about: "to a new address",
    calls: ["UpdateUserAttributes"],
    neverSaid: { UpdateUserAttributes: ["CodeMismatchException", "ExpiredCodeException"] },
    request: asNewcomer(() => ({ body: { value: newPerson().email } })),
  },
  {
    operation: "sendAttributeCode",
    about: "to an address that is taken",
    calls: ["AdminGetUser"],
    request: async (world) => {
      // A new one each time: a mailbox gets only a few such mails.
      const { email } = await world.api.register();
      return asNewcomer(() => ({ body: { value: email } }))(world);
    },
  },
  {
    operation: "sendAttributeCode",
    about: "to a new number",
    calls: ["AdminUpdateUserAttributes"],
    // No user signs in by a number.
    neverSaid: { AdminUpdateUserAttributes: ["AliasExistsException"] },
    request: asNewcomer(() => ({
      path: "/v1/me/attributes/phone_number/code",
      body: { value: `+4915${randomInt(1e8, 1e9)}` },
    })),
  },
  {
    operation: "verifyAttribute",
    calls: ["GetUser", "VerifyUserAttribute"],
    request: asStaff(() => ({ body: { code: "123456" } })),
  },
  {
    operation: "removePhoneNumber",
    calls: ["GetUser", "AdminDeleteUserAttributes"],
    request: async (world) => {
      const number = `+4915${randomInt(1e8, 1e9)}`;
      const { token } = await newAccount(world.api);
      // A number that waits for its code can be removed, too.
      await world.api.post("/v1/me/attributes/phone_number/code", { value: number }, { token });
      return { token };
    },
  },
  { operation: "getMfa", calls: ["GetUser"], request: plainly },
  {
    operation: "updateMfa",
    calls: ["GetUser", "SetUserMFAPreference"],
    request: asStaff(() => ({ body: { enabled: [] } })),
  },
  { operation: "setUpTotp", calls: ["GetUser", "AssociateSoftwareToken"], request: plainly },
  {
    operation: "verifyTotp",
    calls: ["GetUser", "VerifySoftwareToken"],
    request: asStaff(() => ({ body: { code: "123456" } })),
  },
  {
    operation: "issueRecoveryCodes",
    calls: ["GetUser"],
    request: ({ owner: { token } }) => ({ token }),
  },
  { operation: "listConsents", calls: [], request: plainly },
  {
    operation: "acceptTerms",
    calls: [],
    request: asStaff(() => ({ body: { version: "1" } })),
  },
  { operation: "listSessions", calls: ["AdminListUserSessions"], request: plainly },
  {
    operation: "revokeSessions",
    calls: ["AdminUserGlobalSignOut", "AdminListUserSessions"],
    request: asNewcomer(() => ({})),
  },
  {
    operation: "revokeSession",
    calls: ["AdminListUserSessions", "AdminRevokeUserSession"],
    request: async ({ api }) => {
      const { token, person } = await newAccount(api);
      await api.signIn(person);
      const items = (await api.get("/v1/me/sessions", { token })).body.items as Json[];
      return { token, path: `/v1/me/sessions/${items.find(({ current }) => current === false)?.id}` };
    },
  },
  { operation: "listPasskeys", calls: ["ListWebAuthnCredentials"], request: plainly },
  {
    operation: "registerPasskey",
    about: "to begin",
    calls: ["StartWebAuthnRegistration"],
    request: asStaff(() => ({ body: {} })),
  },
  {
    operation: "registerPasskey",
    about: "to complete",
    calls: ["CompleteWebAuthnRegistration"],
    request: asStaff(() => ({ body: { credential: CREDENTIAL } })),
  },
  {
    operation: "renamePasskey",
    calls: ["ListWebAuthnCredentials"],
    request: asStaff(() => ({ body: { name: "Laptop" } })),
  },
  {
    operation: "unlinkIdentity",
    calls: ["AdminGetUser", "AdminDisableProviderForUser"],
    request: async ({ api }) => {
      const { token, sub } = await newAccount(api);
      await linkGoogle(api, sub);
      return { token };
    },
  },
  {
    operation: "exportMe",
    calls: ["GetUser", "AdminGetUser", "ListWebAuthnCredentials", "AdminListUserSessions"],
    request: plainly,
  },
  { operation: "deletePasskey", calls: ["DeleteWebAuthnCredential"], request: plainly },
  { operation: "listActivity", calls: [], request: plainly },
  { operation: "createFile", calls: [], request: asStaff(() => ({ body: FILE })) },
  { operation: "listFiles", calls: [], request: plainly },
  { operation: "getFile", calls: [], request: plainly },
  { operation: "deleteFile", calls: [], request: plainly },
];
