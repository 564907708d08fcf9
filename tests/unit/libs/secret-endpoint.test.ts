import { expect, test } from "@jest/globals";
import { secretEndpoint } from "../../../libs/secret-endpoint.ts";

test.each([
  "https://former.example.com/accounts",
  "http://localhost:3000/accounts",
  "http://127.0.0.1/",
  "http://[::1]:3000/",
])("passwords may go to %s", (address) => {
  expect(secretEndpoint(address).href).toBe(address);
});

test.each([
  "http://former.example.com/accounts",
  "http://localhost.example.com/",
  "http://127.0.0.1.example.com/",
  "ftp://localhost/",
  "https://user:password@former.example.com/",
  "former.example.com",
  "",
  undefined,
])("and not to %p, which the error does not repeat", (address) => {
  expect(() => secretEndpoint(address)).toThrow(/^(is not a URL|holds credentials|is not an https address)$/);
});
