import { describe, expect, test } from "@jest/globals";
import {
  installSteps,
  removeSteps,
  renderCommand,
  type TrustStore,
} from "../../../../scripts/trust/trust-steps.ts";

const authority = {
  path: "/home/ada/my app/.local/tls/authority.crt",
  name: "Serverless Auth local cloud 245d4764",
  sha1: "0A1B2C3D4E5F60718293A4B5C6D7E8F901234567",
};

const user = { isRoot: false };

const commands = (steps: ReturnType<typeof installSteps>) =>
  steps.map(({ command }) => renderCommand(command));

const PATH = "'/home/ada/my app/.local/tls/authority.crt'";
const NAME = "'Serverless Auth local cloud 245d4764'";

const keychain: TrustStore = { kind: "keychain", path: "/Users/ada/Library/Keychains/login.keychain-db" };
const windows: TrustStore = { kind: "windows" };
const nss: TrustStore = { kind: "nss", directory: "/home/ada/.pki/nssdb", exists: true };
const system: TrustStore = {
  kind: "system",
  directory: "/usr/local/share/ca-certificates",
  update: ["update-ca-certificates"],
};

test.each<[string, TrustStore, string[], string[]]>([
  [
    "macOS",
    keychain,
    [
      `security add-trusted-cert -r trustRoot -p ssl -k /Users/ada/Library/Keychains/login.keychain-db ${PATH}`,
    ],
    [`security delete-certificate -Z ${authority.sha1} -t /Users/ada/Library/Keychains/login.keychain-db`],
  ],
  [
    "Windows",
    windows,
    [`certutil -addstore -user Root ${PATH}`],
    [`certutil -delstore -user Root ${authority.sha1}`],
  ],
  [
    "browsers on Linux",
    nss,
    [`certutil -d sql:/home/ada/.pki/nssdb -A -t C,, -n ${NAME} -i ${PATH}`],
    [`certutil -d sql:/home/ada/.pki/nssdb -D -n ${NAME}`],
  ],
  [
    "a Linux system",
    system,
    [
      `sudo install -m 644 ${PATH} /usr/local/share/ca-certificates/serverless-auth-local-0a1b2c3d.crt`,
      "sudo update-ca-certificates",
    ],
    [
      "sudo rm /usr/local/share/ca-certificates/serverless-auth-local-0a1b2c3d.crt",
      "sudo update-ca-certificates",
    ],
  ],
])("%s trusts it, and no longer", (_, store, install, remove) => {
  expect(commands(installSteps(authority, [store], user))).toEqual(install);
  expect(commands(removeSteps(authority, [store], user))).toEqual(remove);
});

describe("a missing database", () => {
  const absent: TrustStore = { ...nss, exists: false };

  test("is made first", () => {
    expect(commands(installSteps(authority, [absent], user)).slice(0, 2)).toEqual([
      "mkdir -p -m 700 /home/ada/.pki/nssdb",
      "certutil -d sql:/home/ada/.pki/nssdb -N --empty-password",
    ]);
  });

  test("needs no removal", () => {
    expect(removeSteps(authority, [absent], user)).toEqual([]);
  });
});

test("commands that need root say so, and use sudo unless the script is root", () => {
  for (const steps of [installSteps, removeSteps]) {
    const asUser = steps(authority, [keychain, windows, nss, system], user);
    const asRoot = asUser.filter(({ command }) => command[0] === "sudo");
    expect(asRoot).toHaveLength(2);
    expect(asRoot.every(({ says }) => says.includes("as root"))).toBe(true);
    const byRoot = steps(authority, [keychain, windows, nss, system], { isRoot: true });
    expect(byRoot.map(({ command }) => command)).toEqual(
      asUser.map(({ command }) => (command[0] === "sudo" ? command.slice(1) : command)),
    );
  }
});

test("several stores are changed one after the other", () => {
  expect(installSteps(authority, [nss, system], user)).toHaveLength(3);
  expect(installSteps(authority, [], user)).toEqual([]);
});

test.each([
  [["rm", "a'b"], `rm 'a'\\''b'`],
  [["echo", "$(id)", "", "a;b", "ok/x-1.y"], `echo '$(id)' '' 'a;b' ok/x-1.y`],
])("a command is printed for a shell: %j", (command, printed) => {
  expect(renderCommand(command)).toBe(printed);
});
