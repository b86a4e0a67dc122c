import { describe, expect, test } from "@jest/globals";
import { OwnNetworks, whyNotSentTo } from "../../src/outgoing/addresses.ts";

const nobody = new OwnNetworks([]);

describe("nothing is sent to", () => {
  test.each([
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:7f00:1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "",
    "example.test",
    "0x7f000001",
    "2130706433",
  ])("%j", (address) => {
    expect(whyNotSentTo(address, nobody)).not.toBeNull();
  });
});

test.each([
  "8.8.8.8",
  "1.1.1.1",
  "100.63.255.255",
  "172.32.0.1",
  "192.169.0.1",
  "2606:4700:4700::1111",
  "2a00:1450::1",
])("%j is of the public internet", (address) => {
  expect(whyNotSentTo(address, nobody)).toBeNull();
});

describe("what belongs to the house and is named", () => {
  const own = new OwnNetworks(["10.1.2.0/24", "127.0.0.1", "fd00::/8"]);
  test.each(["10.1.2.3", "127.0.0.1", "fd00::1"])("%s may be reached", (address) => {
    expect(whyNotSentTo(address, own)).toBeNull();
  });
  test.each(["10.1.3.1", "127.0.0.2", "fc00::1"])("%s beside it may not", (address) => {
    expect(whyNotSentTo(address, own)).not.toBeNull();
  });
  test.each(["10.1.2.0/33", "example.test", "10.1.2.0/x", "", "::/129"])("%j is no network", (network) => {
    expect(() => new OwnNetworks([network])).toThrow("no address or network");
  });
});
