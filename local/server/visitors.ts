/**
 * Who may send which requests to the cloud's port. This machine's own user may do everything. A visitor (a phone, an emulator,
 * a tunnel) needs a name that the developer has allowed, and may do what anyone on the internet may do at AWS without the
 * account's credentials.
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
 * Refuses requests whose `Host` is neither this machine nor allowed: otherwise a site whose name points to loopback would have
 * the same origin (DNS rebinding).
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

/** By the requested name, or by the client's address: through a tunnel, all clients come from loopback. */
const isVisitor = ({ request }: Exchange): boolean =>
  !isLoopbackHost(request.headers.host) || !isLoopbackAddress(request.socket.remoteAddress);

/**
 * Refuses visitors the account's rights, which any credentials have here; credentials of an identity pool keep the rights of
 * their role. It also refuses them `/_local/` and the start page: the mails, the clock and the passwords of the demo users.
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
