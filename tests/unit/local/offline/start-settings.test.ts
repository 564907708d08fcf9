import { expect, test } from "@jest/globals";
import type { ServerlessService } from "../../../../local/offline/serverless.ts";
import { readDemoUsers, readStartSettings } from "../../../../local/offline/start-settings.ts";

const service = (options: Record<string, unknown> = {}): ServerlessService => ({
  service: "auth",
  provider: { region: "us-east-1" },
  functions: {},
  custom: { "serverless-offline": options },
});

test("what it is without being told anything", () => {
  expect(readStartSettings(service(), {}, "/service")).toEqual({
    api: { variable: "API_PORT", number: 3000 },
    lambda: { variable: "LAMBDA_PORT", number: 3002 },
    cloud: { variable: "CLOUD_PORT", number: 4566 },
    console: { variable: "CONSOLE_PORT", number: 5173 },
    apiDocs: null,
    apiHosts: [],
    functionConcurrency: 2,
    stateDirectory: "/service/.local",
  });
});

test("the environment goes before serverless-offline's options", () => {
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

test.each(["http", "0", "65536", "-1", "80.5", ""])("%j is no port", (CLOUD_PORT) => {
  expect(() => readStartSettings(service(), { CLOUD_PORT }, "/service")).toThrow(
    `CLOUD_PORT is no port: ${CLOUD_PORT}`,
  );
});

test("an empty LOCAL_STATE is not the checkout", () => {
  expect(readStartSettings(service(), { LOCAL_STATE: "" }, "/service").stateDirectory).toBe(
    "/service/.local",
  );
});

test("names that the API may be asked by", () => {
  const hosts = (API_HOSTS: string) => readStartSettings(service(), { API_HOSTS }, "/service").apiHosts;
  expect(hosts("")).toEqual([]);
  expect(hosts(" Phone.example, 192.168.1.5,[fe80::1] ")).toEqual([
    "phone.example",
    "192.168.1.5",
    "[fe80::1]",
  ]);
  for (const wrong of ["phone.example:3000", "http://phone.example", "*", "a b"])
    expect(() => hosts(wrong)).toThrow(`API_HOSTS must be names without a port: ${wrong}`);
});

test("how many environments a function may have", () => {
  const read = (LAMBDA_CONCURRENCY: string) =>
    readStartSettings(service(), { LAMBDA_CONCURRENCY }, "/service").functionConcurrency;
  expect([read("1"), read("100"), read("")]).toEqual([1, 100, 2]);
  for (const wrong of ["0", "101", "1.5", "many"])
    expect(() => read(wrong)).toThrow(`LAMBDA_CONCURRENCY must be a whole number from 1 to 100: ${wrong}`);
});

test("the demo users are made where the switch is on", () => {
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
  for (const wrong of ["OFF", "false", "0"])
    expect(() => read(wrong)).toThrow(`DEMO_USERS, or the parameter demoUsers, must be on or off: ${wrong}`);
});
