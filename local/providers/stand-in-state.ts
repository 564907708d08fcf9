import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../clock.ts";
import type { MakeKeyPair } from "../cognito/state/make-key-pair.ts";
import { declareTables } from "../state/declare-tables.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { PEOPLE, type Person } from "./people.ts";

/** A person that a developer typed in. */
export interface NewPerson {
  readonly name: string;
  readonly email?: string;
  readonly isEmailVerified: boolean;
}

export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
}

/** The stand-in's persistent state: keys, people that were typed in, and the apps that a person has signed in to. */
export interface StandInState {
  /** The people of every provider, and then those typed in, newest first. */
  people(): readonly Person[];
  findPerson(id: string): Person | null;
  /** Stores a person. The same address, or without one the same name, is the same person. */
  keepPerson(person: NewPerson): Person;
  /** The RSA key of a provider, created at the first call. */
  signingKey(name: string): Promise<SigningKey>;
  /** Whether a person signs in to a client for the first time. Records the sign-in. */
  isFirstSignIn(provider: string, clientId: string, personId: string): boolean;
}

/** With more, the oldest one is removed. */
const MAX_PEOPLE = 50;

const tables = `
CREATE TABLE IF NOT EXISTS stand_in_people (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT,
  is_email_verified INTEGER NOT NULL,
  kept_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stand_in_keys (
  name TEXT NOT NULL PRIMARY KEY,
  private_key TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stand_in_sign_ins (
  provider TEXT NOT NULL,
  client_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  PRIMARY KEY (provider, client_id, person_id)
) STRICT, WITHOUT ROWID;
`;

export function createStandInState({
  database,
  clock,
  makeKeyPair,
}: {
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly makeKeyPair: MakeKeyPair;
}): StandInState {
  declareTables(database, tables);
  const selectPeople = database.prepare("SELECT * FROM stand_in_people ORDER BY kept_at DESC, id");
  const insertPerson = database.prepare(
    "INSERT OR REPLACE INTO stand_in_people (id, name, email, is_email_verified, kept_at) VALUES (?, ?, ?, ?, ?)",
  );
  const purgePeople = database.prepare(
    "DELETE FROM stand_in_people WHERE id NOT IN (SELECT id FROM stand_in_people ORDER BY kept_at DESC, id LIMIT ?)",
  );
  const selectKey = database.prepare("SELECT * FROM stand_in_keys WHERE name = ?");
  const insertKey = database.prepare(
    "INSERT INTO stand_in_keys (name, private_key, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const insertSignIn = database.prepare(
    "INSERT INTO stand_in_sign_ins (provider, client_id, person_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  );

  const people = () => [...PEOPLE, ...selectPeople.all().map(readPerson)];

  const findKey = (name: string): SigningKey | null => {
    const row = selectKey.get(name);
    if (row === undefined) return null;
    const privateKey = createPrivateKey(String(row.private_key));
    return { privateKey, publicKey: createPublicKey(privateKey), createdAt: Number(row.created_at) };
  };

  return {
    people,
    findPerson: (id) => people().find((person) => person.id === id) ?? null,
    keepPerson: ({ name, email, isEmailVerified }) => {
      const key = email === undefined ? `name ${name}` : `email ${email.toLowerCase()}`;
      const id = `typed-${createHash("sha256").update(key).digest("hex").slice(0, 16)}`;
      insertPerson.run(id, name, email ?? null, isEmailVerified ? 1 : 0, clock.now());
      purgePeople.run(MAX_PEOPLE);
      return personOf({ id, name, isEmailVerified, ...withoutUndefined({ email }) });
    },
    signingKey: async (name) => {
      const there = findKey(name);
      if (there !== null) return there;
      const { privateKey } = await makeKeyPair();
      insertKey.run(name, privateKey.export({ type: "pkcs8", format: "pem" }), clock.now());
      // Of two concurrent first requests, one has stored its key: both use it.
      return findKey(name) as SigningKey;
    },
    isFirstSignIn: (provider, clientId, personId) =>
      insertSignIn.run(provider, clientId, personId).changes === 1,
  };
}

function readPerson(row: Record<string, unknown>): Person {
  return personOf({
    id: String(row.id),
    name: String(row.name),
    isEmailVerified: row.is_email_verified === 1,
    ...(row.email !== null && { email: String(row.email) }),
  });
}

/** Providers have separate first and last names; people type one name. */
function personOf(typed: NewPerson & { readonly id: string }): Person {
  const words = typed.name.split(" ");
  const familyName = words.length > 1 ? words.at(-1) : undefined;
  const givenName = familyName === undefined ? typed.name : words.slice(0, -1).join(" ");
  return { ...typed, givenName, ...withoutUndefined({ familyName }) };
}
