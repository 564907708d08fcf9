import { activityTable } from "../../libs/activity/activity-table.ts";
import { FileStore } from "../../libs/storage/file-store.ts";
import { environment } from "./environment.ts";

let store: FileStore | undefined;

/** The module's one store. */
export function fileStore(): FileStore {
  if (store === undefined) {
    const values = environment();
    store = new FileStore({
      bucket: values.FILES_BUCKET,
      maxBytes: values.FILES_MAX_BYTES,
      avatarMaxBytes: values.AVATAR_MAX_BYTES,
      types: values.FILES_TYPES.map((type) => type.toLowerCase()),
      quota: { bytes: values.FILES_QUOTA_BYTES, files: values.FILES_MAX_COUNT },
      table: activityTable(values.ACTIVITY_TABLE_NAME),
    });
  }
  return store;
}
