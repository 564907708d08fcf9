import { EVENT_TYPES } from "../../libs/activity/event-types.ts";
import { versionOf } from "../../libs/events/account-events.ts";
import { printJson } from "../api-docs/print-json.ts";
import { typeOf } from "../api-docs/type-of-schema.ts";
import { eventExample } from "./event-example.ts";
import { eventSchema, TYPES } from "./event-schemas.ts";

const HEAD = `# Types of account events

Written by \`npm run docs:events\` from [libs/events/account-events.ts](../../libs/events/account-events.ts). Each type has a JSON Schema
(2020-12) of its \`detail\` beside this page. What all events have in common, and how they are delivered:
[account events](../account-events.md).

| type | version | meaning | \`data\` |
|---|---|---|---|
`;

/** docs/events/README.md: the types with their data, and an example of each. */
export function renderEventList(): string {
  const rows = TYPES.map((type) => {
    const { properties = {}, required = [] } = eventSchema(type).properties.data ?? {};
    const data = Object.entries(properties).map(
      ([name, schema]) =>
        `\`${name}${required.includes(name) ? "" : "?"}: ${typeOf(schema).replaceAll("|", "\\|")}\``,
    );
    return `| [\`${type}\`](${type}.json) | ${versionOf(type)} | ${EVENT_TYPES[type]} | ${data.join(", ")} |\n`;
  });
  const examples = TYPES.map((type) => printJson(eventExample(type))).join("\n");
  return `${HEAD}${rows.join("")}
## Examples

\`detail\` of each type, with every member that it may have.

\`\`\`json
${examples}
\`\`\`
`;
}
