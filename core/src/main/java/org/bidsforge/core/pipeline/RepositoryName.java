// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

import java.util.regex.Pattern;

/** A repository on a forge: its owner (organisation or user) and its name. */
public record RepositoryName(String owner, String name) {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    public RepositoryName {
        check(owner);
        check(name);
    }

    private static void check(String part) {
        if (!PART.matcher(part).matches() || part.contains("..")) {
            throw new IllegalArgumentException(
                    "A repository must be named owner/name of letters, digits, . _ -: " + part);
        }
    }

    public static RepositoryName parse(String fullName) {
        int slash = fullName.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("A repository must be named owner/name: " + fullName);
        }
        return new RepositoryName(fullName.substring(0, slash), fullName.substring(slash + 1));
    }

    public String fullName() {
        return owner + "/" + name;
    }

    @Override
    public String toString() {
        return fullName();
    }
}
