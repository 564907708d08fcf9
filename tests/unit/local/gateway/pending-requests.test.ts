import { expect, test } from "@jest/globals";
import { announceRequest, claimRequest, forgetRequest } from "../../../../local/gateway/pending-requests.ts";

const request = { requestId: "id-1", rawQueryString: "" };

test("a request is claimed by its id, once", () => {
  const id = announceRequest(request);
  expect(id).toBe("id-1");
  expect(claimRequest(id)).toBe(request);
  expect(claimRequest(id)).toBeNull();
});

test("a forgotten request can't be claimed", () => {
  const id = announceRequest(request);
  forgetRequest(request);
  expect(claimRequest(id)).toBeNull();
});

test.each([undefined, null, 1, {}, "another"])("%p claims nothing", (id) => {
  announceRequest(request);
  expect(claimRequest(id)).toBeNull();
});
