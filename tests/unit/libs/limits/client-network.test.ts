import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { clientNetwork } from "../../../../libs/limits/client-network.ts";

test.each([
  ["an IPv4 address", "198.51.100.7", "198.51.100.7"],
  ["an IPv4 address in IPv6 form", "::ffff:198.51.100.7", "198.51.100.7"],
  ["the same in hexadecimal", "::FFFF:c633:6407", "198.51.100.7"],
  ["the same written out", "0:0:0:0:0:ffff:198.51.100.7", "198.51.100.7"],
  ["an IPv6 address", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["the same in capitals and with zeros", "2001:0DB8:0001:0002:0003:0004:0005:0006", "2001:db8:1:2::/64"],
  ["one whose zeros are left out", "2001:db8::1", "2001:db8:0:0::/64"],
  ["the loopback address", "::1", "0:0:0:0::/64"],
  ["one with a zone", "fe80::1%eth0", "fe80:0:0:0::/64"],
])("%s is counted in one spelling", (_what, address, network) => {
  expect(clientNetwork(address)).toBe(network);
});

test("an invalid address counts as its own client", () => {
  for (const text of ["", "localhost", "198.51.100.7.8", "2001:db8:::1"]) {
    expect(clientNetwork(text)).toBe(text);
  }
});

test("all addresses of a /64 network are one client, and another network is another", () => {
  const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
  const half = fc.tuple(group, group, group, group).map((groups) => groups.join(":"));
  // Networks in which no address maps an IPv4 address.
  const network = half.filter((text) => text !== "0:0:0:0");
  fc.assert(
    fc.property(network, half, half, (prefix, one, other) => {
      expect(clientNetwork(`${prefix}:${one}`)).toBe(clientNetwork(`${prefix}:${other}`));
    }),
  );
  fc.assert(
    fc.property(network, network, half, (one, other, host) => {
      fc.pre(one !== other);
      expect(clientNetwork(`${one}:${host}`)).not.toBe(clientNetwork(`${other}:${host}`));
    }),
  );
});
