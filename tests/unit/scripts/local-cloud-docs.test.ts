import { expect, test } from "@jest/globals";
import { loadServiceModel } from "../../../local/protocol/service-model.ts";
import { isLocalCloudDocsStale, renderLocalCloudDocs } from "../../../scripts/local-cloud-docs.ts";

test("docs/local-cloud.md is up to date; `npm run docs:local-cloud` updates it", () => {
  expect(isLocalCloudDocsStale()).toBe(false);
});

test.each(["cognito-idp.json", "cognito-identity.json"] as const)("no operation of %s is missing", (file) => {
  const page = renderLocalCloudDocs();
  const operations = Object.keys(loadServiceModel(file).operations);
  expect(operations.length).toBeGreaterThan(20);
  expect(operations.filter((name) => !page.includes(`| ${name} | built |`))).toEqual([]);
});
