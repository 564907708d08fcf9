/**
 * Who may ask what of the cloud's port. This machine's own user may ask everything. A visitor (a phone, an emulator, a tunnel) is let
 * in by a name that the developer has allowed, and may ask what the internet may ask of AWS without the account's credentials.
 */
import { isIssuedAccessKey } from "../local-credentials.ts";
import { isLoopbackHost } from "../protocol/cross-origin.ts";
import { accessKeyOf } from "../protocol/signature-header.ts";
import { type Exchange, type Handler, prefersHtml, respondJson } from "./exchange.ts";
import { isLoopbackAddress } from "./listen-addresses.ts";

/** A `Host` without its port, in lower case. */
export const hostNameOf = (host: string | undefined): string =>
  (host ?? "").toLowerCase().replace(/:\d+$/, "");

/**
 * Refuses requests whose `Host` is neither this machine nor allowed: a page of some site whose name was pointed at loopback would be
 * of one origin with us (DNS rebinding).
 *
 * @param allowed names and addresses, lower case, without a port
 */
export const refuseForeignHosts =
  (allowed: readonly string[]): Handler =>
  (exchange) => {
    const { host } = exchange.request.headers;
    if (isLoopbackHost(host) || allowed.includes(hostNameOf(host))) return false;
    return respondJson(exchange, 403, { message: "The local cloud answers to localhost only." });
  };

/** By the name it asks for, or the address it comes from: through a tunnel everybody comes from loopback. */
const isVisitor = ({ request }: Exchange): boolean =>
  !isLoopbackHost(request.headers.host) || !isLoopbackAddress(request.socket.remoteAddress);

/**
 * Refuses visitors the rights of the account, which any credentials have here; credentials of an identity pool are held to their role
 * as ever. Refuses them `/_local/` and the start page as well: the mails, the clock and the passwords of the demo users.
 */
export const refuseVisitors: Handler = (exchange) => {
  if (!isVisitor(exchange)) return false;
  const { request, url } = exchange;
  const { authorization, "x-amz-target": target } = request.headers;
  const isForOwner = url.pathname.startsWith("/_local/") || (url.pathname === "/" && prefersHtml(exchange));
  const isPrivileged =
    authorization?.startsWith("AWS") === true || String(target ?? "").startsWith("DynamoDB_20120810.");
  const accessKeyId = accessKeyOf(authorization);
  const isOfIdentityPool = accessKeyId !== null && isIssuedAccessKey(accessKeyId);
  if (!isForOwner && (!isPrivileged || isOfIdentityPool)) return false;
  return respondJson(exchange, 403, { message: "Only this machine may ask for that, by localhost." });
};
