/** Whoever has a network has every address in it, and a proxy writes each in its own way. */
import { describe, expect, test } from "@jest/globals";
import { networkOf, plainAddress } from "../../src/kernel/network-address.ts";

describe("the network that somebody calls from", () => {
  test.each([
    ["192.0.2.7", "192.0.2.7"],
    ["2001:db8::1:1:1:1", "2001:db8:0:0::/64"],
    ["2001:db8::2:1", "2001:db8:0:0::/64"],
    ["2001:DB8:0:0:FFFF::", "2001:db8:0:0::/64"],
    ["2001:db8:0:1::", "2001:db8:0:1::/64"],
    ["2001:0db8:0000:0001:0000:0000:0000:0001", "2001:db8:0:1::/64"],
    ["2001:db8:1:2:3:4:192.0.2.1", "2001:db8:1:2::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["::FFFF:c000:207", "192.0.2.7"],
    ["0:0:0:0:0:ffff:c000:0207", "192.0.2.7"],
    ["64:ff9b::192.0.2.7", "192.0.2.7"],
    ["64:ff9b::c000:207", "192.0.2.7"],
    ["2002:c000:207:5::1", "192.0.2.7"],
    ["::192.0.2.7", "192.0.2.7"],
    ["::1", "::1"],
    ["192.0.2.7:51234", "192.0.2.7"],
    ["[2001:db8::1:1:1:1]:443", "2001:db8:0:0::/64"],
    ["[2001:db8::1]", "2001:db8:0:0::/64"],
    ['"[2001:db8::1%25eth0]:443"', "2001:db8:0:0::/64"],
    ["[::ffff:192.0.2.7]:443", "192.0.2.7"],
    [" 192.0.2.7 ", "192.0.2.7"],
  ])("of %s is %s", (said, network) => {
    expect(networkOf(said)).toBe(network);
  });

  test.each(["", "unknown", "_hidden", "for=192.0.2.7", "192.0.2.256", "1::2::3", "[192", "a".repeat(100_000), "\0"])(
    "of what is no address is one and the same: %.20s",
    (said) => {
      expect([plainAddress(said), networkOf(said)]).toEqual([null, "unknown"]);
    },
  );

  test("is one for all 65,536 spellings of one /64, and another for the next", () => {
    const networks = new Set(
      Array.from({ length: 65_536 }, (_, number) => networkOf(`2001:db8::${number.toString(16)}:1:1:1`)),
    );
    expect([...networks]).toEqual(["2001:db8:0:0::/64"]);
    expect(networkOf("2001:db8:0:1:1::")).not.toBe("2001:db8:0:0::/64");
  });
});
