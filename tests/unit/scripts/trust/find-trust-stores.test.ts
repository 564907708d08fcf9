import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { findTrustStores } from "../../../../scripts/trust/find-trust-stores.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "machine-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (...files: string[]) => {
  for (const file of files) {
    mkdirSync(join(root, file, ".."), { recursive: true });
    writeFileSync(join(root, file), "");
  }
};

const find = (platform: NodeJS.Platform, withSystem = false) =>
  findTrustStores({ platform, home: join(root, "home"), path: join(root, "bin"), root }, { withSystem });

test("macOS and Windows have one each, the user's own", () => {
  expect(find("darwin").stores).toEqual([
    { kind: "keychain", path: join(root, "home/Library/Keychains/login.keychain-db") },
  ]);
  expect(find("win32").stores).toEqual([{ kind: "windows" }]);
});

test("other platforms are unknown", () => {
  expect(find("aix")).toEqual({ stores: [], remarks: ["How aix can trust it is unknown to this script."] });
});

describe("on Linux", () => {
  test("browsers' databases can't be changed without certutil", () => {
    const { stores, remarks } = find("linux");
    expect(stores).toEqual([]);
    expect(remarks[0]).toContain("libnss3-tools");
  });

  test("Chromium has a database, or will have one", () => {
    put("bin/certutil");
    const directory = join(root, "home/.pki/nssdb");
    expect(find("linux").stores).toEqual([{ kind: "nss", directory, exists: false }]);
    put("home/.pki/nssdb/cert9.db");
    expect(find("linux").stores).toEqual([{ kind: "nss", directory, exists: true }]);
  });

  test("so does every profile of Firefox, and the snaps", () => {
    const databases = [
      ".local/share/pki/nssdb",
      "snap/chromium/current/.pki/nssdb",
      ".mozilla/firefox/a1.default",
      ".mozilla/firefox/b2.work",
      "snap/firefox/common/.mozilla/firefox/c3.default",
    ].map((folder) => `home/${folder}`);
    put(
      "bin/certutil",
      "home/.mozilla/firefox/profiles.ini",
      ...databases.map((folder) => `${folder}/cert9.db`),
    );
    const found = find("linux").stores.flatMap((store) =>
      store.kind === "nss" && store.exists ? store.directory : [],
    );
    expect(found).toEqual(databases.map((folder) => join(root, folder)));
  });

  test.each([
    ["usr/local/share/ca-certificates", "usr/sbin/update-ca-certificates", ["update-ca-certificates"]],
    ["etc/pki/ca-trust/source/anchors", "bin/update-ca-trust", ["update-ca-trust", "extract"]],
    ["etc/ca-certificates/trust-source/anchors", "bin/trust", ["trust", "extract-compat"]],
    ["etc/pki/trust/anchors", "sbin/update-ca-certificates", ["update-ca-certificates"]],
  ])(
    "the system keeps its authorities in %s, which is used only on request",
    (directory, program, update) => {
      put(`${directory}/other.crt`, program);
      expect(find("linux").stores).toEqual([]);
      expect(find("linux", true).stores).toEqual([{ kind: "system", directory: `/${directory}`, update }]);
    },
  );

  test("a folder without its program is not the system's", () => {
    put("usr/local/share/ca-certificates/other.crt");
    expect(find("linux", true)).toMatchObject({
      stores: [],
      remarks: [expect.anything(), expect.anything()],
    });
  });
});
