import { fileURLToPath } from "node:url";
import { transformAsync } from "@babel/core";
import macros from "@lingui/babel-plugin-lingui-macro";
import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const LANGUAGES = ["en", "de", "es", "fr"];

/** React Aria has its words in more than thirty languages; the console speaks four. */
function ownLanguagesOnly(): Plugin {
  const NOTHING = "\0no-texts";
  return {
    name: "own-languages-only",
    enforce: "pre",
    resolveId(specifier, importer) {
      const [locale] = /\b[a-z]{2}-[A-Z]{2}\b/.exec(specifier) ?? [];
      const isOfAria = importer !== undefined && /[\\/]react-(?:aria|stately)/.test(importer);
      return locale !== undefined && isOfAria && !LANGUAGES.includes(locale.slice(0, 2)) ? NOTHING : null;
    },
    load: (id) => (id === NOTHING ? "export default {};" : null),
  };
}

/** Lingui's macros by Babel: its own transform is a binary that npm leaves out where npm itself runs on a Node before 22. */
function linguiMacros(): Plugin {
  return {
    name: "lingui-macros",
    enforce: "pre",
    async transform(code, id) {
      if (!/\/src\/.*\.tsx?$/.test(id) || !/@lingui\/(?:core|react)\/macro/.test(code)) return null;
      const result = await transformAsync(code, {
        filename: id,
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: ["typescript", "jsx"] },
        plugins: [macros],
      });
      return result?.code == null ? null : { code: result.code, map: result.map };
    },
  };
}

/** The page names the sign-in's chunk, so that it comes together with the first one and not after it. Signed-in pages use its fields as well. */
function signInAhead(): Plugin {
  return {
    name: "sign-in-ahead",
    transformIndexHtml: {
      order: "post",
      handler: (_, { bundle = {} }) =>
        Object.values(bundle)
          .filter((part) => part.type === "chunk" && part.name === "sign-in")
          .map(({ fileName }) => ({
            tag: "link",
            attrs: { rel: "modulepreload", crossorigin: true, href: `/${fileName}` },
            injectTo: "head",
          })),
    },
  };
}

/** What the API's port answers, and what the local cloud's does. As `local/console/` has it for the built console. */
const api = `http://localhost:${process.env.API_PORT ?? "3000"}`;
const cloud = `http://localhost:${process.env.CLOUD_PORT ?? "4566"}`;

/** The built console's, which the API lets in: this server stands in for it. */
const origin = `http://localhost:${process.env.CONSOLE_PORT ?? "5173"}`;

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  root,
  plugins: [
    ownLanguagesOnly(),
    linguiMacros(),
    react(),
    lingui({ configPath: `${root}lingui.config.ts` }),
    signInAhead(),
  ],
  css: { modules: { generateScopedName: "[name]_[local]_[hash:base64:4]" } },
  build: {
    target: "baseline-widely-available",
    sourcemap: "hidden",
    modulePreload: { polyfill: false }, // an inline script otherwise
    assetsInlineLimit: 0,
    manifest: "manifest.json",
    rolldownOptions: {
      output: {
        // What every page begins with comes in one request, and not in 35.
        codeSplitting: {
          groups: [
            { name: "first", tags: ["$initial"], priority: 2 },
            {
              name: "sign-in",
              test: /areas\/sign-in\/(?:sign-in|sign-up|reset|challenge|confirm)-page\.tsx$/,
            },
          ],
        },
      },
    },
  },
  server: {
    port: 5174,
    fs: { allow: [fileURLToPath(new URL("..", import.meta.url))] },
    proxy: {
      "/v1": { target: api, headers: { origin } },
      // The cloud takes pages of its own origin only. It tells by `Host`, which stays this server's.
      "^/(?:_local/|[\\w-]+_[0-9A-Za-z]+/\\.well-known/)": { target: cloud },
      "/_cloud": { target: cloud, rewrite: (path) => path.replace(/^\/_cloud/, "") || "/" },
    },
  },
});
