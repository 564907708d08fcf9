/**
 * Starts the whole backend on this machine, which is `sls offline --stage local`, quickly and quietly. Ctrl-C ends it; what it kept is
 * there again with the next start.
 *
 *     npm start
 *     npm start -- --fresh --param="appName=Acme"
 *
 *     --fresh              without what earlier starts kept
 *     --param NAME=VALUE   another value of a parameter of config/params.yml; more than once
 *     --region NAME        another region, which is a stack of its own
 *     --verbose            at a terminal also what functions log below WARN, and metrics
 *     --json               what functions print as it is, also at a terminal
 *
 * Environment variables, and what they are otherwise:
 *
 *     API_PORT, CLOUD_PORT, LAMBDA_PORT   where it listens: 3000, 4566, 3002
 *     LOCAL_STATE          the folder that everything is kept in: .local
 *     WEB_ORIGINS          pages that may call the API, comma-separated: http://localhost:5173,http://127.0.0.1:5173
 *     CONSOLE_PORT         the port of those: 5173
 *     DEMO_USERS=off       begins without demo users
 *     API_HOST, ALLOWED_HOSTS   for phones and emulators: docs/client-apps.md
 *     API_HOSTS            further names that the API alone may be asked by
 *     LAMBDA_CONCURRENCY   environments of a function at a time: 2
 *     NO_COLOR, FORCE_COLOR   without colours, or with them where there is no terminal
 */
// What Node and the framework compile is kept beside the packages, so that only the first start after an install has to compile it
// (and `npm ci` does that one).
import "./answer-help.ts";
import { createRequire, enableCompileCache } from "node:module";
import { join } from "node:path";
import { loadEffectLazily } from "./offline/lazy-effect.ts";
import { keepLoopbackFromProxies } from "./offline/loopback-without-proxy.ts";
import { rememberValidation } from "./offline/remembered-validation.ts";
import { useThriftyAllocator } from "./offline/thrifty-allocator.ts";

useThriftyAllocator();
keepLoopbackFromProxies(process.env);
const cache = join(import.meta.dirname, "../node_modules/.cache/local");
enableCompileCache(join(cache, "compiled"));
loadEffectLazily();
rememberValidation(join(cache, "valid-configurations.json"));
process.env.SLS_SCHEMA_CACHE_BASE_DIR ??= cache;
// serverless-offline tells four lines about every request; functions tell their own.
process.env.SLS_LOG_LEVEL ??= "warning";
process.argv.splice(2, 0, "offline", "--stage", "local");
createRequire(import.meta.url)("serverless/bin/serverless.js");
