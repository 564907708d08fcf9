import type { Route } from "../../libs/http/route.ts";
import { createFile } from "./create-file.ts";
import { deleteFile } from "./delete-file.ts";
import { getFile } from "./get-file.ts";
import { listFiles } from "./list-files.ts";
import { listFilesOfUser } from "./list-files-of-user.ts";

export const routes: readonly Route[] = [createFile, listFiles, getFile, deleteFile, listFilesOfUser];
