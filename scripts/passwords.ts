/**
 * Generates the blocklist of passwords, libs/passwords/packed-passwords.ts, from the package that maintains the list.
 *
 *   npm run passwords
 */
import "../local/answer-help.ts";
import { writeFileSync } from "node:fs";
import { renderPasswordModule } from "./passwords/pack-passwords.ts";

const MODULE = new URL("../libs/passwords/packed-passwords.ts", import.meta.url);

writeFileSync(MODULE, renderPasswordModule());
