import { FileStore } from "../../libs/storage/file-store.ts";
import { environment } from "./environment.ts";

let store: FileStore | undefined;

/** The module's one store: its S3 client keeps its connections between requests. */
export function fileStore(): FileStore {
  store ??= new FileStore({ bucket: environment().FILES_BUCKET, maxBytes: environment().FILES_MAX_BYTES });
  return store;
}
