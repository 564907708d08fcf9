import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { consoleWarnings, emptyBucket, publishConsole } from "../../../scripts/deployment/publish-console.ts";
import { startTestBucket, type TestBucket } from "../../support/worlds/test-bucket.ts";

const OUTPUTS = {
  ConsoleBucketName: "files",
  ConsoleUrl: "https://console.example.com",
  WebOrigins: "https://console.example.com",
};
const AN_HOUR_MS = 3_600_000;

let bucket: TestBucket;
let folder: string;

beforeEach(async () => {
  bucket = await startTestBucket();
  folder = mkdtempSync(join(tmpdir(), "console-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A build like Vite's, with one module of that name. */
function build(module: string, more: Readonly<Record<string, string>> = {}) {
  rmSync(folder, { recursive: true, force: true });
  const files = {
    "index.html": `<script type="module" src="/assets/${module}.js"></script>`,
    [`assets/${module}.js`]: "export {};",
    [`assets/${module}.js.map`]: "{}",
    "favicon.svg": "<svg/>",
    ...more,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const publish = () =>
  publishConsole({
    client: bucket.s3,
    outputs: OUTPUTS,
    folder,
    begun: new Date(bucket.cloud.clock.now()),
  });

async function keys() {
  const { Contents = [] } = await bucket.s3.send(new ListObjectsV2Command({ Bucket: "files" }));
  return Contents.map(({ Key }) => Key);
}

const head = (Key: string) => bucket.s3.send(new HeadObjectCommand({ Bucket: "files", Key }));

describe("the console is uploaded into its bucket", () => {
  test.each([
    ["index.html", "text/html; charset=utf-8", "no-cache"],
    ["config.json", "application/json", "no-cache"],
    ["favicon.svg", "image/svg+xml", "no-cache"],
    ["assets/one.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"],
  ])("%s as %s, cached as %s", async (key, type, cache) => {
    build("one");
    await publish();
    expect(await head(key)).toMatchObject({ ContentType: type, CacheControl: cache });
  });

  test("without source maps", async () => {
    build("one");
    expect(await publish()).toEqual({ uploaded: 4, removed: 0 });
    expect(await keys()).toEqual(["assets/one.js", "config.json", "favicon.svg", "index.html"]);
  });

  test("with its own settings, whatever settings the build has", async () => {
    build("one", { "config.json": '{"api":"http://localhost:3000"}' });
    await publish();
    const { Body } = await bucket.s3.send(new GetObjectCommand({ Bucket: "files", Key: "config.json" }));
    expect(JSON.parse(String(await Body?.transformToString()))).toEqual({ api: "" });
  });

  test("files of the previous build stay for open tabs, older ones are deleted", async () => {
    for (const [module, removed] of [
      ["one", 0],
      ["two", 0],
      ["three", 1],
    ] as const) {
      build(module);
      expect(await publish()).toMatchObject({ removed });
      bucket.cloud.clock.advance(AN_HOUR_MS);
    }
    const assets = (await keys()).filter((key) => key?.startsWith("assets/"));
    expect(assets).toEqual(["assets/three.js", "assets/two.js"]);
  });

  test("a file of an unknown type stops it before anything is uploaded", async () => {
    build("one", { "assets/tool.wasm": "" });
    await expect(publish()).rejects.toThrow("no content type is known for assets/tool.wasm");
    expect(await keys()).toEqual([]);
  });

  test("a missing output is named", async () => {
    build("one");
    const outputs = { ...OUTPUTS, ConsoleBucketName: undefined };
    await expect(publishConsole({ client: bucket.s3, outputs, folder })).rejects.toThrow(
      "the stack has no output ConsoleBucketName",
    );
  });
});

test("a bucket is emptied before its stack is removed", async () => {
  build("one");
  await publish();
  expect(await emptyBucket(bucket.s3, "files")).toBe(4);
  expect(await keys()).toEqual([]);
});

describe("what remains to do after a deployment", () => {
  test("nothing, if the API allows the console's origin", () => {
    expect(consoleWarnings(OUTPUTS)).toEqual([]);
  });

  test.each(["", "https://app.example.com", "https://console.example.com.evil.example"])(
    "webOrigins lacks it: %p",
    (WebOrigins) => {
      expect(consoleWarnings({ ...OUTPUTS, WebOrigins })).toEqual([
        expect.stringContaining("add https://console.example.com to webOrigins"),
      ]);
    },
  );
});
