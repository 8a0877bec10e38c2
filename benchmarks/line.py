#!/usr/bin/env python3
# Copyright BIDSforge contributors
# SPDX-License-Identifier: Apache-2.0
"""A line between two network namespaces: line.py ROUND-TRIP-MILLISECONDS LOSS.

Packets come late, and LOSS is the part of them that never comes, such as 0.0001. TCP on both ends is the kernel's own, with
what Linux sets by default whatever this machine's settings are. Prints the names of the two namespaces and ends with its
input; the far one has the address of FAR. Needs root.
"""
import collections
import fcntl
import ipaddress
import os
import random
import struct
import subprocess
import sys
import threading
import time

NEAR, FAR = "10.213.7.1", "10.213.7.2"
SETTINGS = {"tcp_rmem": "4096 131072 6291456", "tcp_wmem": "4096 16384 4194304"}
# linux/if_tun.h
TUNSETIFF, TUNSETOFFLOAD = 0x400454CA, 0x400454D0
IFF_TUN, IFF_NO_PI, IFF_VNET_HDR = 0x0001, 0x1000, 0x4000
TUN_F_CSUM, TUN_F_TSO4, TUN_F_TSO6 = 1, 2, 4
# A packet may stand for up to 64 KiB of a stream, cut as struct virtio_net_hdr (linux/virtio_net.h) says before it.
LARGEST = 1 << 17


def run(*command):
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def device(name):
    descriptor = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(descriptor, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI | IFF_VNET_HDR))
    fcntl.ioctl(descriptor, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6)
    return descriptor


def namespace(name, link, address):
    """Makes a namespace that has this device of a line; gives the device's descriptor."""
    run("ip", "netns", "add", name)
    for setting, value in SETTINGS.items():
        run("ip", "netns", "exec", name, "sysctl", "-q", "-w", f"net.ipv4.{setting}={value}")
    descriptor = device(link)
    run("ip", "link", "set", link, "netns", name)
    run("ip", "-n", name, "address", "add", f"{address}/30", "dev", link)
    run("ip", "-n", name, "link", "set", link, "up", "txqueuelen", "10000")
    network = ipaddress.ip_interface(f"{address}/30").network
    run("ip", "-n", name, "route", "replace", str(network), "dev", link, "congctl", "cubic")
    run("ip", "-n", name, "link", "set", "lo", "up")
    return descriptor


class Way:
    """One direction of the line."""

    def __init__(self, source, target, delay, loss):
        self.source, self.target, self.delay, self.loss = source, target, delay, loss
        self.under_way = collections.deque()
        self.something = threading.Event()
        for task in (self.take, self.give):
            threading.Thread(target=task, daemon=True).start()

    def lost(self, packet):
        if not self.loss:
            return False
        cut = struct.unpack_from("<H", packet, 4)[0]
        segments = -(-len(packet) // cut) if cut else 1
        return random.random() < self.loss * segments

    def take(self):
        while True:
            try:
                packet = os.read(self.source, LARGEST)
            except OSError:
                return  # The device is gone with its namespace.
            if not self.lost(packet):
                self.under_way.append((time.monotonic() + self.delay, packet))
                self.something.set()

    def give(self):
        while True:
            if not self.under_way:
                self.something.clear()
                if not self.under_way:
                    self.something.wait()
                continue
            due, packet = self.under_way.popleft()
            early = due - time.monotonic()
            if early > 0:
                time.sleep(early)
            os.write(self.target, packet)


def main():
    delay, loss = float(sys.argv[1]) / 2000, float(sys.argv[2])
    names = [f"line-{os.getpid()}-{end}" for end in ("near", "far")]
    try:
        near = namespace(names[0], f"near{os.getpid()}", NEAR)
        far = namespace(names[1], f"far{os.getpid()}", FAR)
        Way(near, far, delay, loss)
        Way(far, near, delay, loss)
        print(*names, flush=True)
        sys.stdin.read()
    finally:
        for name in names:
            subprocess.run(["ip", "netns", "delete", name])


if __name__ == "__main__":
    main()
