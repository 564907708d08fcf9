import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ApiClient } from "../support/clients/api-client.ts";
import { type LocalStack, QUICK_ANSWERS, startLocalStack } from "../support/stacks/local-stack.ts";

let proxy: Server;
let stack: LocalStack;
let connections = 0;

beforeAll(async () => {
  proxy = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  stack = await startLocalStack({
    arguments: QUICK_ANSWERS,
    environment: {
      NODE_USE_ENV_PROXY: "1",
      HTTP_PROXY: url,
      HTTPS_PROXY: url,
      http_proxy: url,
      https_proxy: url,
      NO_PROXY: "internal.example",
    },
  });
});

afterAll(async () => {
  await stack.stop();
  proxy.close();
});

test("the stack starts behind a proxy, and local requests do not use it", async () => {
  const api = new ApiClient(stack);
  const { accessToken: token } = await api.newSession();
  expect((await api.get("/v1/me", { token })).status).toBe(200);
  const file = await api.post("/v1/files", { name: "a.txt", contentType: "text/plain" }, { token });
  expect(file.status).toBe(201);
  expect(connections).toBe(0);
});
