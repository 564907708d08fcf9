/** Why an answer that is documented can't be brought about end to end; `operation code`, or `code` for all operations. */
const OUT_OF_REACH = new Map([]);

/** The codes that an operation documents. */
function codesOf({ responses }) {
  return Object.values(responses).flatMap(({ content = {} }) =>
    Object.values(content).flatMap(({ schema }) => schema.allOf?.[1]?.properties?.code?.enum ?? []),
  );
}

/**
 * Compares the answers that a document promises with those that were seen.
 *
 * @param document the OpenAPI document
 * @param seen lines `operationId code`, with `success` as the code of what is no error
 * @returns a sentence for every promise that nobody saw kept, and for every exception that is none
 */
export function unseenAnswers(document, seen) {
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const promised = operations.flatMap((operation) =>
    ["success", ...codesOf(operation)].map((code) => `${operation.operationId} ${code}`),
  );
  const isExempt = (line) => OUT_OF_REACH.has(line);
  return [
    ...promised.filter((line) => !seen.has(line) && !isExempt(line)).map((line) => `not seen: ${line}`),
    ...[...OUT_OF_REACH.keys()].filter((line) => seen.has(line)).map((line) => `within reach: ${line}`),
    ...[...OUT_OF_REACH.keys()]
      .filter((line) => !promised.includes(line))
      .map((line) => `not promised: ${line}`),
  ];
}
