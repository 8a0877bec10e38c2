// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

import java.util.Optional;

/** One thing that a stage has to say: a stable code, where, what was seen, and what to do about it. */
public record Finding(String code, Severity severity, Optional<String> path, String evidence, String remedy) {}
