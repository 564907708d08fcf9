/**
 * The commands that make a machine trust a certificate authority, or undo it. The script prints them before it runs them.
 */

/** A store that programs read their authorities from. */
export type TrustStore =
  /** macOS: the user's own keychain, which Safari, Chrome and most programs read. */
  | { readonly kind: "keychain"; readonly path: string }
  /** Windows: the user's own store. */
  | { readonly kind: "windows" }
  /** Linux: a database of Network Security Services, which browsers read. */
  | { readonly kind: "nss"; readonly directory: string; readonly exists: boolean }
  /** Linux: the system's authorities, which curl and most other programs read. */
  | { readonly kind: "system"; readonly directory: string; readonly update: readonly string[] };

/** The authority's certificate. */
export interface AuthorityFile {
  /** Absolute path of its PEM. */
  readonly path: string;
  /** Its unique common name. */
  readonly name: string;
  /** SHA-1 of the certificate, in hexadecimal; keychains and Windows look certificates up by it. */
  readonly sha1: string;
}

export interface Step {
  readonly says: string;
  /** Program and arguments; they do not go through a shell. */
  readonly command: readonly string[];
  /** A command that fails if there is nothing to do. */
  readonly unless?: readonly string[];
}

interface Privileges {
  /** Whether the script runs as root; if not, commands that need root use sudo, which asks. */
  readonly isRoot: boolean;
}

export function installSteps(
  authority: AuthorityFile,
  stores: readonly TrustStore[],
  privileges: Privileges,
): readonly Step[] {
  return stores.flatMap((store) => stepsInto(store, authority, privileges));
}

export function removeSteps(
  authority: AuthorityFile,
  stores: readonly TrustStore[],
  privileges: Privileges,
): readonly Step[] {
  return stores.flatMap((store) => stepsOutOf(store, authority, privileges));
}

function stepsInto(store: TrustStore, { path, name, sha1 }: AuthorityFile, { isRoot }: Privileges): Step[] {
  switch (store.kind) {
    case "keychain":
      return [
        {
          says: "Add it to your keychain, only for TLS servers. macOS asks for your password.",
          command: ["security", "add-trusted-cert", "-r", "trustRoot", "-p", "ssl", "-k", store.path, path],
        },
      ];
    case "windows":
      return [
        {
          says: "Add it to your own root certificates. Windows asks whether you mean it.",
          command: ["certutil", "-addstore", "-user", "Root", path],
        },
      ];
    case "nss": {
      const database = `sql:${store.directory}`;
      const create = [
        {
          says: `Create the folder ${store.directory}.`,
          command: ["mkdir", "-p", "-m", "700", store.directory],
        },
        {
          says: "Create an empty database there, as browsers do.",
          command: ["certutil", "-d", database, "-N", "--empty-password"],
        },
      ];
      return [
        ...(store.exists ? [] : create),
        {
          says: `Add it to ${store.directory}, only for TLS servers.`,
          command: ["certutil", "-d", database, "-A", "-t", "C,,", "-n", name, "-i", path],
        },
      ];
    }
    case "system":
      return [
        {
          says: `Copy it to ${store.directory}, as root.`,
          command: asRoot(isRoot, ["install", "-m", "644", path, inSystem(store.directory, sha1)]),
        },
        { says: "Let the system read it, as root.", command: asRoot(isRoot, store.update) },
      ];
  }
}

function stepsOutOf(store: TrustStore, { name, sha1 }: AuthorityFile, { isRoot }: Privileges): Step[] {
  switch (store.kind) {
    case "keychain":
      return [
        {
          says: "Delete it and its trust settings from your keychain.",
          command: ["security", "delete-certificate", "-Z", sha1, "-t", store.path],
          unless: ["security", "find-certificate", "-c", name, store.path],
        },
      ];
    case "windows":
      return [
        {
          says: "Delete it from your own root certificates.",
          command: ["certutil", "-delstore", "-user", "Root", sha1],
          unless: ["certutil", "-store", "-user", "Root", sha1],
        },
      ];
    case "nss": {
      const database = `sql:${store.directory}`;
      if (!store.exists) return [];
      return [
        {
          says: `Delete it from ${store.directory}.`,
          command: ["certutil", "-d", database, "-D", "-n", name],
          unless: ["certutil", "-d", database, "-L", "-n", name],
        },
      ];
    }
    case "system": {
      const copy = inSystem(store.directory, sha1);
      const unless = ["test", "-e", copy];
      return [
        { says: `Delete ${copy}, as root.`, command: asRoot(isRoot, ["rm", copy]), unless },
        { says: "Let the system forget it, as root.", command: asRoot(isRoot, store.update) },
      ];
    }
  }
}

/** All of them read `.crt`. */
const inSystem = (directory: string, sha1: string): string =>
  `${directory}/serverless-auth-local-${sha1.slice(0, 8).toLowerCase()}.crt`;

const asRoot = (isRoot: boolean, command: readonly string[]): readonly string[] =>
  isRoot ? command : ["sudo", ...command];

/** A command as a user would type it. */
export function renderCommand(command: readonly string[]): string {
  return command
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(" ");
}
