import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AwsChunkedDecoder } from "../../../../local/s3/aws-chunked-decoder.ts";

/** Decodes a body that arrives in pieces of this many bytes. */
async function decode(body: Buffer, size = body.length || 1) {
  const pieces = Array.from({ length: Math.ceil(body.length / size) }, (_, n) =>
    body.subarray(n * size, (n + 1) * size),
  );
  const decoder = new AwsChunkedDecoder();
  const content = await buffer(
    Readable.from(pieces)
      .on("error", () => {})
      .pipe(decoder),
  );
  return { content: content.toString("latin1"), trailers: Object.fromEntries(decoder.trailers) };
}

const chunk = (data: string, extension = ""): string =>
  `${Buffer.byteLength(data, "latin1").toString(16)}${extension}\r\n${data}\r\n`;

test("chunks, signed or not, and their trailers", async () => {
  const body = `${chunk("hello ", ";chunk-signature=00ff")}${chunk("world")}0\r\nX-Amz-Checksum-CRC32: AAAA==\r\n\r\n`;
  expect(await decode(Buffer.from(body))).toEqual({
    content: "hello world",
    trailers: { "x-amz-checksum-crc32": "AAAA==" },
  });
});

test("any content, in chunks of any size, in any pieces", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 5 }),
      fc.integer({ min: 1, max: 20 }),
      async (parts, size) => {
        const data = parts.map((part) => Buffer.from(part).toString("latin1"));
        const body = Buffer.from(`${data.map((part) => chunk(part)).join("")}0\r\n\r\n`, "latin1");
        expect((await decode(body, size)).content).toBe(data.join(""));
      },
    ),
    { numRuns: 50 },
  );
});

describe("is refused when it is", () => {
  test.each([
    ["cut off in a chunk", "5\r\nhel"],
    ["cut off after a chunk", "5\r\nhello\r\n"],
    ["longer than its chunk's size", "5\r\nhello!\r\n0\r\n\r\n"],
    ["without a size", "\r\nhello\r\n0\r\n\r\n"],
    ["of a size that is not a number", "xyz\r\nhello\r\n0\r\n\r\n"],
    ["of a negative size", "-5\r\nhello\r\n0\r\n\r\n"],
    ["a line without end", "a".repeat(9000)],
  ])("%s", async (_, body) => {
    await expect(decode(Buffer.from(body))).rejects.toMatchObject({ code: "IncompleteBody" });
  });
});
