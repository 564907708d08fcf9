import { connect } from "node:net";
import { expect, test } from "@jest/globals";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startGateway } from "../../support/worlds/gateway-server.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const LIMIT = 10_240;

const gateway = closeAtEnd(await startGateway());

/** The response to a request with only this head; the gateway may close the connection before all of it is sent. */
function exchange(lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  let received = "";
  socket.setEncoding("utf8").on("data", (chunk) => {
    received += chunk;
  });
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  return new Promise((resolve) => socket.on("error", () => {}).on("close", () => resolve(received)));
}

const bytesOf = (line: string, headers: readonly (readonly [string, string])[]): number =>
  line.length + headers.reduce((sum, [, value]) => sum + value.length, 0);

const FIXED = [
  ["host", "localhost"],
  ["connection", "close"],
] as const;

/** A request of the given size, padded in one place. */
function requestOf(size: number, place: "query" | "one header" | "many headers" | "authorization"): string[] {
  const line = (query: string) => `GET /public?${query} HTTP/1.1`;
  const rest = size - bytesOf(line(""), FIXED);
  const write = (headers: readonly (readonly [string, string])[], query = "") => [
    line(query),
    ...[...FIXED, ...headers].map(([name, value]) => `${name}: ${value}`),
  ];
  switch (place) {
    case "query":
      return write([], "q".repeat(rest));
    case "one header":
      return write([["x-filler", "h".repeat(rest)]]);
    case "authorization":
      return write([["authorization", `Bearer ${"t".repeat(rest - 7)}`]]);
    case "many headers":
      return write(
        Array.from({ length: 50 }, (_, index) => [
          `x-${index}`,
          "m".repeat(index === 0 ? rest - 49 * 100 : 100),
        ]),
      );
  }
}

const PLACES = ["query", "one header", "many headers", "authorization"] as const;

test.each(PLACES)("a head of 10,240 bytes is accepted, one more byte is 431: %s", async (place) => {
  expect((await exchange(requestOf(LIMIT, place))).split("\r\n")[0]).toBe("HTTP/1.1 200 OK");
  const refused = await exchange(requestOf(LIMIT + 1, place));
  expect(refused.split("\r\n")[0]).toBe("HTTP/1.1 431 Request Header Fields Too Large");
  expect(refused).toContain('{"message":"Request Header Fields Too Large"}');
});

test.each([16_000, 17_000, 40_000])("a head of %d bytes is 431, too", async (size) => {
  for (const place of PLACES) {
    const answer = await exchange(requestOf(size, place));
    expect(answer.split("\r\n")[0]).toBe("HTTP/1.1 431 Request Header Fields Too Large");
    expect(answer.slice(answer.indexOf("{"))).toBe('{"message":"Request Header Fields Too Large"}');
  }
});

test("invalid HTTP is still a bad request", async () => {
  expect((await exchange(["this is not HTTP"])).split("\r\n")[0]).toBe("HTTP/1.1 400 Bad Request");
});

test("a head that Node does not read to its end gets a complete answer, and the connection ends", async () => {
  const answer = await exchange(requestOf(40_000, "one header"));
  const body = '{"message":"Request Header Fields Too Large"}';
  expect(answer).toBe(
    [
      "HTTP/1.1 431 Request Header Fields Too Large",
      "content-type: application/json",
      `content-length: ${body.length}`,
      "connection: close",
      "",
      body,
    ].join("\r\n"),
  );
});
