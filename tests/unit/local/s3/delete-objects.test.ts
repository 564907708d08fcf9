import { beforeEach, describe, expect, test } from "@jest/globals";
import { deleteObjects } from "../../../../local/s3/delete-objects.ts";
import type { ObjectStore } from "../../../../local/s3/object-store.ts";

let removed: string[];

/** Only its deletion is used here. */
const store = { remove: (_bucket: string, key: string) => removed.push(key) } as unknown as ObjectStore;

beforeEach(() => {
  removed = [];
});

const run = (body: string): string => deleteObjects(store, "files", body, () => {});

test("deletes every key of the body, with its references decoded once", () => {
  run(`<?xml version="1.0"?>
    <Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
      <Object><Key>a&amp;amp;b</Key></Object>
      <Object>
        <Key>&lt;x&gt;&#32;&#x1F600;&quot;&apos;</Key><VersionId>null</VersionId>
      </Object>
      <Object><Key> 007 </Key></Object>
    </Delete>`);
  expect(removed).toEqual(["a&amp;b", `<x> \u{1f600}"'`, " 007 "]);
});

test("lists what it deleted, escaped", () => {
  const answer = run("<Delete><Object><Key>a&amp;b</Key></Object></Delete>");
  expect(answer).toContain("<Deleted><Key>a&amp;b</Key></Deleted>");
});

describe("a body that is anything else deletes nothing", () => {
  test.each([
    ["empty", ""],
    ["without keys", "<Delete></Delete>"],
    ["with an empty key", "<Delete><Object><Key></Key></Object></Delete>"],
    ["with an object without key", "<Delete><Object><Key>a</Key></Object><Object></Object></Delete>"],
    [
      "with an object that does not end",
      "<Delete><Object><Key>a</Key></Object><Object><Key>b</Key></Delete>",
    ],
    [
      "with its own entities",
      '<!DOCTYPE x [<!ENTITY e "a">]><Delete><Object><Key>&e;</Key></Object></Delete>',
    ],
    ["with character data", "<Delete><Object><Key><![CDATA[../x]]></Key></Object></Delete>"],
    ["with an entity of HTML's", "<Delete><Object><Key>&period;</Key></Object></Delete>"],
    ["with a lone ampersand", "<Delete><Object><Key>a & b</Key></Object></Delete>"],
    ["with an invalid character", "<Delete><Object><Key>&#x110000;</Key></Object></Delete>"],
    ["with half a character", "<Delete><Object><Key>&#xD83D;</Key></Object></Delete>"],
    ["with too many keys", `<Delete>${"<Object><Key>a</Key></Object>".repeat(1001)}</Delete>`],
  ])("%s", (_, body) => {
    expect(() => run(body)).toThrow(expect.objectContaining({ code: "MalformedXML" }));
    expect(removed).toEqual([]);
  });
});
