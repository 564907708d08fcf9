export { removeTemplates as default } from "./packaged-templates.ts";
