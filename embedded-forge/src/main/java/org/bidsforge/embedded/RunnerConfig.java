// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the jobs of workflows are run on this machine.
 *
 * @param labels what a job's runs-on may name
 * @param parallelJobs how many jobs run at once
 * @param environment the variables that jobs get; of the server's own they get nothing else
 * @param jobTimeout after which a job is ended that asks for no time itself
 * @param maxLogBytes what of a job's log is kept
 */
public record RunnerConfig(
        List<String> labels, int parallelJobs, Map<String, String> environment, Duration jobTimeout, long maxLogBytes) {
    public RunnerConfig {
        labels = List.copyOf(labels);
        environment = Map.copyOf(environment);
        if (parallelJobs < 1) {
            throw new IllegalArgumentException("At least one job must be able to run: " + parallelJobs);
        }
    }

    /** The usual labels, two jobs at once, three hours a job. */
    public static RunnerConfig with(Map<String, String> environment) {
        return new RunnerConfig(List.of("bidsforge", "self-hosted"), 2, environment, Duration.ofHours(3), 16L << 20);
    }

    @Override
    public String toString() {
        // The values of the environment may be secret.
        return "RunnerConfig[labels=" + labels + ", parallelJobs=" + parallelJobs + ", environment="
                + environment.keySet() + "]";
    }
}
