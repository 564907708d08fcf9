/**
 * `npm start`: the framework's `sls offline --stage local`, started quickly and quietly. What Node and the framework compile
 * is kept beside the packages, so that only the first start after an install has to compile it (and `npm ci` does that one).
 */
import { createRequire, enableCompileCache } from "node:module";
import { join } from "node:path";
import { loadEffectLazily } from "./offline/lazy-effect.ts";
import { keepLoopbackFromProxies } from "./offline/loopback-without-proxy.ts";
import { useThriftyAllocator } from "./offline/thrifty-allocator.ts";

useThriftyAllocator();
keepLoopbackFromProxies(process.env);
const cache = join(import.meta.dirname, "../node_modules/.cache/local");
enableCompileCache(join(cache, "compiled"));
loadEffectLazily();
process.env.SLS_SCHEMA_CACHE_BASE_DIR ??= cache;
// serverless-offline tells four lines about every request; functions tell their own.
process.env.SLS_LOG_LEVEL ??= "warning";
process.argv.splice(2, 0, "offline", "--stage", "local");
createRequire(import.meta.url)("serverless/bin/serverless.js");
