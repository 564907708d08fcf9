import { EventEmitter, once } from "node:events";
import { Duplex } from "node:stream";
import { expect, test } from "@jest/globals";
import { answerEndlessHeads } from "../../../../local/gateway/request-size.ts";

const overflow = Object.assign(new Error("the head is endless"), { code: "HPE_HEADER_OVERFLOW" });

/** A connection whose client sends on and never hangs up. */
function openConnection() {
  const written: string[] = [];
  const socket = new Duplex({
    read() {},
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
    final() {},
  });
  return { socket, written };
}

test("the answer ends the connection: what still comes is dropped, and after a second it is cut", async () => {
  const listener = new EventEmitter();
  answerEndlessHeads(listener);
  const { socket, written } = openConnection();
  const parsed: string[] = [];
  socket.on("data", (chunk) => parsed.push(String(chunk))).pause();
  listener.emit("clientError", overflow, socket);
  expect(written.join("")).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/);
  expect([socket.writableEnded, socket.isPaused(), socket.destroyed]).toEqual([true, false, false]);
  socket.push("x-more: 1\r\n");
  await once(socket, "close");
  expect(parsed).toEqual([]);
});

test("a connection that is closed for writing gets no answer, and fails nothing", async () => {
  const listener = new EventEmitter();
  answerEndlessHeads(listener);
  const { socket, written } = openConnection();
  const errors: unknown[] = [];
  socket.on("error", (error) => errors.push(error)).end();
  listener.emit("clientError", overflow, socket);
  await once(socket, "close");
  expect([written, errors]).toEqual([[], []]);
});

test("other errors are left to the handlers that were there, in their order", () => {
  const listener = new EventEmitter();
  const handled: unknown[] = [];
  listener.on("clientError", (error, socket) => handled.push(["first", error, socket]));
  listener.on("clientError", (error, socket) => handled.push(["second", error, socket]));
  answerEndlessHeads(listener);
  const { socket } = openConnection();
  const invalid = Object.assign(new Error("not HTTP"), { code: "HPE_INVALID_METHOD" });
  listener.emit("clientError", invalid, socket);
  expect(handled).toEqual([
    ["first", invalid, socket],
    ["second", invalid, socket],
  ]);
  handled.length = 0;
  listener.emit("clientError", overflow, socket);
  expect(handled).toEqual([]);
  socket.destroy();
});
