import { expect, test } from "@jest/globals";
import { loadServiceModel } from "../../../local/protocol/service-model.ts";
import { isLocalCloudDocsStale, renderLocalCloudDocs } from "../../../scripts/local-cloud-docs.ts";

test("docs/local-cloud.md is up to date; `npm run docs:local-cloud` updates it", () => {
  expect(isLocalCloudDocsStale()).toBe(false);
});

test.each(["cognito-idp.json", "cognito-identity.json"] as const)(
  "every operation of %s is listed with its state",
  (file) => {
    const page = renderLocalCloudDocs();
    const operations = Object.keys(loadServiceModel(file).operations);
    expect(operations.length).toBeGreaterThan(20);
    expect(operations.filter((name) => !new RegExp(`\\| ${name} \\| (built|501) \\|`).test(page))).toEqual(
      [],
    );
  },
);
