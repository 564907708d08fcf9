/**
 * Prints what the load model says of Cognito's and the other services' limits, and of the monthly bill: the tables of docs/scale.md
 * and docs/cost.md, which a test holds against this.
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
