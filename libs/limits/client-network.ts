import { isIPv4, isIPv6 } from "node:net";

/** `::ffff:198.51.100.7`, which {@link URL} writes as `::ffff:c633:6407`. */
const MAPPED_IPV4 = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;

/** The first four groups of an IPv6 address: the network of one customer, usually (RFC 6177 §2, RFC 7421). */
const NETWORK_GROUPS = 4;

function mappedIPv4(canonical: string): string | undefined {
  const [, high, low] = MAPPED_IPV4.exec(canonical) ?? [];
  if (high === undefined || low === undefined) return undefined;
  const [first, second] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [first >> 8, first & 255, second >> 8, second & 255].join(".");
}

function groupsOf(canonical: string): string[] {
  const [head = "", tail] = canonical.split("::");
  const [before, after] = [head, tail ?? ""].map((part) => (part === "" ? [] : part.split(":"))) as [
    string[],
    string[],
  ];
  const missing = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: missing }, () => "0"), ...after];
}

/**
 * The key to count a client by: an IPv4 address as it is, an IPv6 address by its /64 network, since one host may use any of the
 * 2^64 addresses in it. An IPv4 address in IPv6 form counts as the IPv4 address.
 *
 * @param address as the gateway writes it; a zone (`%eth0`) is left out
 * @returns one spelling for each client; an invalid address is returned unchanged, and is then a client of its own
 */
export function clientNetwork(address: string): string {
  const [plain = ""] = address.trim().split("%");
  if (isIPv4(plain)) return plain;
  if (!isIPv6(plain)) return address;
  // The WHATWG URL parser has one spelling for each address (RFC 5952): https://url.spec.whatwg.org/#concept-ipv6-serializer
  const canonical = new URL(`http://[${plain}]`).hostname.slice(1, -1);
  return (
    mappedIPv4(canonical) ??
    `${groupsOf(canonical).slice(0, NETWORK_GROUPS).join(":")}::/${NETWORK_GROUPS * 16}`
  );
}
