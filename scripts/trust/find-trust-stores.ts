import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { TrustStore } from "./trust-steps.ts";

interface Machine {
  readonly platform: NodeJS.Platform;
  /** The user's home folder. */
  readonly home: string;
  /** `PATH`. */
  readonly path: string;
  /** `/`, except in tests. */
  readonly root?: string;
}

export interface FoundStores {
  readonly stores: readonly TrustStore[];
  /** Why other stores are not used, one sentence each. */
  readonly remarks: readonly string[];
}

/** Where Linux distributions keep local authorities, and the command that makes the system read them. */
const SYSTEM_STORES: readonly { readonly directory: string; readonly update: readonly string[] }[] = [
  // Debian, Ubuntu, Alpine
  { directory: "/usr/local/share/ca-certificates", update: ["update-ca-certificates"] },
  // Fedora, RHEL, Amazon Linux
  { directory: "/etc/pki/ca-trust/source/anchors", update: ["update-ca-trust", "extract"] },
  // Arch
  { directory: "/etc/ca-certificates/trust-source/anchors", update: ["trust", "extract-compat"] },
  // openSUSE
  { directory: "/etc/pki/trust/anchors", update: ["update-ca-certificates"] },
];

/** Folders of Firefox profiles, the package's and the snap's. */
const FIREFOX = [".mozilla/firefox", "snap/firefox/common/.mozilla/firefox"];

/** Chromium and Chrome: the old folder, the new one, and the snap's. */
const [CHROMIUM, ...OTHER_CHROMIUM] = [
  ".pki/nssdb",
  ".local/share/pki/nssdb",
  "snap/chromium/current/.pki/nssdb",
];

/**
 * The trust stores of a machine. Linux's system store is for all users and belongs to root, so it is used only on request.
 */
export function findTrustStores(machine: Machine, { withSystem }: { withSystem: boolean }): FoundStores {
  switch (machine.platform) {
    case "darwin":
      return {
        stores: [{ kind: "keychain", path: join(machine.home, "Library/Keychains/login.keychain-db") }],
        remarks: [],
      };
    case "win32":
      return { stores: [{ kind: "windows" }], remarks: [] };
    case "linux":
      return together(browserStores(machine), withSystem ? systemStore(machine) : systemIsLeftOut());
    default:
      return { stores: [], remarks: [`How ${machine.platform} can trust it is unknown to this script.`] };
  }
}

const together = (one: FoundStores, other: FoundStores): FoundStores => ({
  stores: [...one.stores, ...other.stores],
  remarks: [...one.remarks, ...other.remarks],
});

function browserStores(machine: Machine): FoundStores {
  const { home } = machine;
  if (!hasProgram(machine, "certutil")) {
    return {
      stores: [],
      remarks: [
        "Browsers keep authorities in databases that certutil writes. It is not installed: it comes with libnss3-tools (Debian, Ubuntu) or nss-tools (Fedora).",
      ],
    };
  }
  const hasDatabase = (directory: string) => existsSync(join(directory, "cert9.db"));
  const profiles = FIREFOX.map((folder) => join(home, folder)).flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder).map((profile) => join(folder, profile)) : [],
  );
  const others = [...OTHER_CHROMIUM.map((folder) => join(home, folder)), ...profiles].filter(hasDatabase);
  const chromium = join(home, CHROMIUM ?? "");
  return {
    stores: [chromium, ...others].map((directory) => ({
      kind: "nss",
      directory,
      exists: hasDatabase(directory),
    })),
    remarks: [],
  };
}

function systemStore(machine: Machine): FoundStores {
  const store = SYSTEM_STORES.find(
    ({ directory, update: [program = ""] }) =>
      existsSync(join(machine.root ?? "/", directory)) && hasProgram(machine, program),
  );
  if (store === undefined) {
    return { stores: [], remarks: ["This script does not know where this system keeps its authorities."] };
  }
  return { stores: [{ kind: "system", ...store }], remarks: [] };
}

const systemIsLeftOut = (): FoundStores => ({
  stores: [],
  remarks: ["With --system, programs such as curl trust it, too; that needs root."],
});

/** Programs for the administrator may not be on a user's PATH. */
function hasProgram({ path, root = "/" }: Machine, program: string): boolean {
  const folders = [...path.split(delimiter), join(root, "usr/sbin"), join(root, "sbin")];
  return folders.some((folder) => folder !== "" && existsSync(join(folder, program)));
}
