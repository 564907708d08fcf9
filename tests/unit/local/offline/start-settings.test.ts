import { expect, test } from "@jest/globals";
import type { ServerlessService } from "../../../../local/offline/serverless.ts";
import { readDemoUsers, readStartSettings } from "../../../../local/offline/start-settings.ts";

const service = (options: Record<string, unknown> = {}): ServerlessService => ({
  service: "auth",
  provider: { region: "us-east-1" },
  functions: {},
  custom: { "serverless-offline": options },
});

test("the defaults", () => {
  expect(readStartSettings(service(), {}, "/service")).toEqual({
    api: { variable: "API_PORT", number: 3000 },
    lambda: { variable: "LAMBDA_PORT", number: 3002 },
    cloud: { variable: "CLOUD_PORT", number: 4566 },
    console: { variable: "CONSOLE_PORT", number: 5173 },
    apiDocs: null,
    listenOn: null,
    apiHosts: [],
    allowedHosts: [],
    functionConcurrency: 2,
    isRecorderOn: true,
    stateDirectory: "/service/.local",
  });
});

test("the environment overrides serverless-offline's options", () => {
  const environment = { API_PORT: "4000", CLOUD_PORT: "4001", LOCAL_STATE: "elsewhere/state" };
  expect(
    readStartSettings(service({ httpPort: "5000", lambdaPort: "5002" }), environment, "/service"),
  ).toMatchObject({
    api: { number: 4000 },
    lambda: { number: 5002 },
    cloud: { number: 4001 },
    stateDirectory: "/service/elsewhere/state",
  });
});

test.each(["http", "0", "65536", "-1", "80.5", ""])("%j is not a port", (CLOUD_PORT) => {
  expect(() => readStartSettings(service(), { CLOUD_PORT }, "/service")).toThrow(
    `CLOUD_PORT is not a port: ${CLOUD_PORT}`,
  );
});

test("an empty LOCAL_STATE is not the checkout", () => {
  expect(readStartSettings(service(), { LOCAL_STATE: "" }, "/service").stateDirectory).toBe(
    "/service/.local",
  );
});

test("host names of the API", () => {
  const hosts = (API_HOSTS: string) => readStartSettings(service(), { API_HOSTS }, "/service").apiHosts;
  expect(hosts("")).toEqual([]);
  expect(hosts(" Phone.example, 192.168.1.5,[fe80::1] ")).toEqual([
    "phone.example",
    "192.168.1.5",
    "[fe80::1]",
  ]);
  for (const wrong of ["phone.example:3000", "http://phone.example", "*", "a b"]) {
    expect(() => hosts(wrong)).toThrow(`API_HOSTS must be names without a port: ${wrong}`);
  }
});

test("further host names of the cloud, and the listening address", () => {
  const read = (environment: NodeJS.ProcessEnv) => readStartSettings(service(), environment, "/service");
  expect(read({ ALLOWED_HOSTS: "10.0.2.2", API_HOSTS: "phone.example" })).toMatchObject({
    allowedHosts: ["10.0.2.2"],
    apiHosts: ["10.0.2.2", "phone.example"],
  });
  expect(() => read({ ALLOWED_HOSTS: "10.0.2.2:3000" })).toThrow(
    "ALLOWED_HOSTS must be names without a port: 10.0.2.2:3000",
  );
  for (const loopback of ["", "localhost", "127.0.0.1"]) {
    expect(read({ API_HOST: loopback }).listenOn).toBeNull();
  }
  expect(read({ API_HOST: "0.0.0.0" }).listenOn).toBe("0.0.0.0");
  for (const wrong of ["phone.example", "::", "0.0.0.0:3000"]) {
    expect(() => read({ API_HOST: wrong })).toThrow(`API_HOST must be an IPv4 address`);
  }
});

test("how many environments a function may have", () => {
  const read = (LAMBDA_CONCURRENCY: string) =>
    readStartSettings(service(), { LAMBDA_CONCURRENCY }, "/service").functionConcurrency;
  expect([read("1"), read("100"), read("")]).toEqual([1, 100, 2]);
  for (const wrong of ["0", "101", "1.5", "many"]) {
    expect(() => read(wrong)).toThrow(`LAMBDA_CONCURRENCY must be a whole number from 1 to 100: ${wrong}`);
  }
});

test("the demo users are created if the switch is on", () => {
  const people = [{ email: "ada@example.com" }];
  const read = (demoUsers?: string) =>
    readDemoUsers({
      ...service(),
      custom: { localCloud: { people, ...(demoUsers !== undefined && { demoUsers }) } },
    });
  expect(read("on")).toEqual(people);
  expect(read("")).toEqual(people);
  expect(read("off")).toEqual([]);
  expect(read()).toEqual([]);
  expect(readDemoUsers({ ...service(), custom: {} })).toEqual([]);
  for (const wrong of ["OFF", "false", "0"]) {
    expect(() => read(wrong)).toThrow(`DEMO_USERS, or the parameter demoUsers, must be on or off: ${wrong}`);
  }
});
