// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.core.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A value that must not be seen in logs; compared in constant time. */
public record Secret(String value) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(bytes(), that.bytes());
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
