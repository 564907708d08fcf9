/**
 * Tells of every item that dynalite writes or deletes, and lets DescribeTable show a table's stream. dynalite has no streams; all
 * of its operations write items through one object per table, while they hold the lock of the item's key.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { StoredItem } from "./table-stream.ts";

type Callback<Value = unknown> = (error: unknown, value?: Value) => void;

interface ItemStore {
  get(key: string, callback: Callback<StoredItem>): void;
  put(key: string, item: StoredItem, callback: Callback): void;
  del(key: string, callback: Callback): void;
}

interface Store {
  getItemDb(table: string): ItemStore;
}

interface Description {
  readonly Table?: { readonly TableName?: string };
}

type DescribeTable = (store: Store, data: object, callback: Callback<Description>) => void;

/** What is done with a store; dynalite passes it on as one of its own options. */
export interface StoreObserver {
  /** Whether changes of a table are wanted: others cost nothing. */
  readonly isObserved: (table: string) => boolean;
  /** Called after the item was stored. An item that was not there before, or is not afterwards, is null. */
  readonly onChange: (table: string, before: StoredItem | null, after: StoredItem | null) => void;
  /** Members that DescribeTable adds. */
  readonly describe: (table: string) => object;
}

const observers = new WeakMap<Store, StoreObserver>();

let isAround = false;

/** Lets dynalite's option `observer` have an effect. Call it before dynalite is loaded. */
export function observeStores(): void {
  if (isAround) return;
  isAround = true;
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve("dynalite"));
  const db = require(join(folder, "db")) as {
    create: (options: { readonly observer?: StoreObserver }) => Store;
  };
  const { create } = db;
  db.create = (options) => {
    const store = create(options);
    if (options.observer !== undefined) observe(store, options.observer);
    return store;
  };
  const path = join(folder, "actions", "describeTable.js");
  const describeTable = require(path) as DescribeTable;
  const module = require.cache[path];
  if (module !== undefined) module.exports = withStream(describeTable);
}

const withStream =
  (describeTable: DescribeTable): DescribeTable =>
  (store, data, callback) =>
    describeTable(store, data, (error, description) => {
      const name = description?.Table?.TableName;
      const added = name === undefined ? undefined : observers.get(store)?.describe(name);
      callback(
        error,
        added === undefined || description === undefined
          ? description
          : { ...description, Table: { ...description.Table, ...added } },
      );
    });

function observe(store: Store, observer: StoreObserver): void {
  observers.set(store, observer);
  const getItemDb = store.getItemDb.bind(store);
  store.getItemDb = (table) => {
    const items = getItemDb(table);
    return observer.isObserved(table)
      ? observed(items, (...items) => observer.onChange(table, ...items))
      : items;
  };
}

function observed(
  items: ItemStore,
  tell: (before: StoredItem | null, after: StoredItem | null) => void,
): ItemStore {
  const around = (
    key: string,
    after: StoredItem | null,
    write: (done: Callback) => void,
    callback: Callback,
  ) =>
    items.get(key, (_missing, before = undefined) =>
      write((error, value) => {
        if (!error) tell(before ?? null, after);
        callback(error, value);
      }),
    );
  return Object.assign(Object.create(items) as ItemStore, {
    put: (key: string, item: StoredItem, callback: Callback) =>
      around(key, item, (done) => items.put(key, item, done), callback),
    del: (key: string, callback: Callback) => around(key, null, (done) => items.del(key, done), callback),
  });
}
