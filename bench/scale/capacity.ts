/**
 * Prints the limits of Cognito and the other services and the monthly bill according to the load model: the tables of
 * docs/scale.md and docs/cost.md, which a test compares with this.
 *
 *     npm run bench:scale
 */
import "../../local/answer-help.ts";
import { renderCost } from "./cost-model.ts";
import { renderCapacity, renderVariants } from "./render-capacity.ts";

console.log(renderCapacity());
console.log();
console.log(renderVariants());
console.log();
console.log(renderCost());
