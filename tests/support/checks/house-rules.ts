/**
 * Rules for every test, enforced while it runs: it asserts something, it connects only to loopback, and what functions log and
 * count is not printed, unless `SHOW_LOGS` is set.
 */
import { Socket } from "node:net";
import { beforeEach, expect } from "@jest/globals";

beforeEach(() => {
  expect.hasAssertions();
});

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|.+\.localhost)$/;
const GUARD = Symbol.for("serverless-auth.house-rule");

interface ConnectOptions {
  readonly host?: string;
  readonly path?: string;
}

/** `Socket.connect` takes options, a path, or port and host; node's own callers wrap these in one array. */
function hostOf(args: readonly unknown[]): string {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (first !== null && typeof first === "object") return (first as ConnectOptions).host ?? "localhost";
  return typeof second === "string" ? second : "localhost";
}

type Guarded = typeof Socket.prototype.connect & { [GUARD]?: true };

const connect: Guarded = Socket.prototype.connect;
if (connect[GUARD] === undefined) {
  const guarded = function (this: Socket, ...args: unknown[]): Socket {
    const host = hostOf(args);
    if (!LOOPBACK.test(host)) throw new Error(`a test tried to reach ${host}: tests talk to loopback only`);
    return Reflect.apply(connect, this, args) as Socket;
  } as Guarded;
  guarded[GUARD] = true;
  Socket.prototype.connect = guarded;
}

/** A line of the logger, or a metric in CloudWatch's embedded format. */
const LOGGED = /^\{"(?:_aws|level)":/;

type Write = typeof process.stdout.write & { [GUARD]?: true };

for (const stream of [process.stdout, process.stderr]) {
  const write: Write = stream.write;
  if (write[GUARD] === true || process.env.SHOW_LOGS !== undefined) continue;
  const quiet = function (this: typeof stream, ...args: Parameters<Write>): boolean {
    return LOGGED.test(String(args[0])) || Reflect.apply(write, this, args);
  } as Write;
  quiet[GUARD] = true;
  stream.write = quiet;
}
