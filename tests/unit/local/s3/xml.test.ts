import { expect, test } from "@jest/globals";
import { renderXml } from "../../../../local/s3/xml.ts";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

test("elements keep their order; lists repeat their element; missing values are left out", () => {
  expect(
    renderXml("List", {
      Name: "files",
      Marker: undefined,
      Count: 2,
      IsTruncated: false,
      Item: [{ Key: "a" }, { Key: "b", Owner: { ID: "1" } }],
      Other: [],
    }),
  ).toBe(
    `${DECLARATION}<List><Name>files</Name><Count>2</Count><IsTruncated>false</IsTruncated><Item><Key>a</Key></Item><Item><Key>b</Key><Owner><ID>1</ID></Owner></Item></List>`,
  );
});

test("an empty text is an empty element", () => {
  expect(renderXml("List", { Prefix: "" }, "urn:x")).toBe(
    `${DECLARATION}<List xmlns="urn:x"><Prefix></Prefix></List>`,
  );
});

test("no text becomes markup", () => {
  expect(renderXml("Error", { Key: `</Key><Code>"&'\r\n` })).toBe(
    `${DECLARATION}<Error><Key>&lt;/Key&gt;&lt;Code&gt;&quot;&amp;'&#13;\n</Key></Error>`,
  );
});
