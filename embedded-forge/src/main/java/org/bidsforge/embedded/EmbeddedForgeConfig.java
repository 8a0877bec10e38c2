// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.config.Secret;

/**
 * Where the forge keeps its state, where it listens and what it allows.
 *
 * @param host an address of this machine; anything but the loopback is reachable by others, who can run commands here
 *     if they may push
 * @param port 0 for a free one
 * @param publicUrl what stands in links, if that is not where it listens
 * @param adminToken the administrator's token; one is made and kept in the folder if none is given
 */
public record EmbeddedForgeConfig(
        Path folder,
        String host,
        int port,
        Optional<String> publicUrl,
        Optional<Secret> adminToken,
        RunnerConfig runner,
        Limits limits,
        HookFaults hookFaults) {
    public EmbeddedForgeConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port must be between 0 and 65535: " + port);
        }
    }

    /** On a free port of the loopback; jobs get the given environment and nothing else of the server's. */
    public static EmbeddedForgeConfig in(Path folder, Map<String, String> jobEnvironment) {
        return new EmbeddedForgeConfig(
                folder,
                "127.0.0.1",
                0,
                Optional.empty(),
                Optional.empty(),
                RunnerConfig.with(jobEnvironment),
                Limits.DEFAULT,
                HookFaults.NONE);
    }

    public EmbeddedForgeConfig listeningOn(String newHost, int newPort) {
        return new EmbeddedForgeConfig(folder, newHost, newPort, publicUrl, adminToken, runner, limits, hookFaults);
    }

    public EmbeddedForgeConfig knownAs(String url) {
        return new EmbeddedForgeConfig(folder, host, port, Optional.of(url), adminToken, runner, limits, hookFaults);
    }

    public EmbeddedForgeConfig administeredWith(Secret token) {
        return new EmbeddedForgeConfig(folder, host, port, publicUrl, Optional.of(token), runner, limits, hookFaults);
    }

    public EmbeddedForgeConfig running(RunnerConfig newRunner) {
        return new EmbeddedForgeConfig(folder, host, port, publicUrl, adminToken, newRunner, limits, hookFaults);
    }

    public EmbeddedForgeConfig limitedTo(Limits newLimits) {
        return new EmbeddedForgeConfig(folder, host, port, publicUrl, adminToken, runner, newLimits, hookFaults);
    }

    public EmbeddedForgeConfig withFaults(HookFaults faults) {
        return new EmbeddedForgeConfig(folder, host, port, publicUrl, adminToken, runner, limits, faults);
    }

    /** Whether only this machine can reach it. */
    boolean onLoopback() throws UnknownHostException {
        return InetAddress.getByName(host).isLoopbackAddress();
    }
}
