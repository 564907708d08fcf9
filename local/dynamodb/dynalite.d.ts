/** The parts of dynalite that the local cloud uses; dynalite has no types. */
declare module "dynalite" {
  import type { Server } from "node:http";

  export default function dynalite(options: {
    /** Folder of the store; in memory without one. */
    path?: string;
    createTableMs: number;
    deleteTableMs: number;
    updateTableMs: number;
    /** See observe-writes.ts. */
    observer?: import("./observe-writes.ts").StoreObserver;
  }): Server;
}
